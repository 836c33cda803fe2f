package io.coldtrace.dataplane.host;

import io.coldtrace.facts.network.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One routing table, found by prefix: of many nodes each has a route, and every walk asks often.
 */
final class RouteTable {
  static final RouteTable EMPTY = new RouteTable(List.of());

  /**
   * The routes of one prefix length.
   *
   * @param networks the routes of each network in the order of the listing
   */
  private record Prefix(int length, Map<Long, List<Route>> networks) {}

  /** The longest first. */
  private final List<Prefix> prefixes = new ArrayList<>();

  /** Of IPv4 routes. */
  RouteTable(Collection<Route> routes) {
    TreeMap<Integer, Map<Long, List<Route>>> byPrefix = new TreeMap<>(Comparator.reverseOrder());
    for (Route route : routes) {
      int prefix = route.destination().prefix();
      byPrefix
          .computeIfAbsent(prefix, unused -> new HashMap<>())
          .computeIfAbsent(
              network(route.destination().address().low(), prefix), unused -> new ArrayList<>())
          .add(route);
    }
    byPrefix.values().forEach(RouteTable::cheapestFirst);
    byPrefix.forEach((length, networks) -> prefixes.add(new Prefix(length, networks)));
  }

  private static void cheapestFirst(Map<Long, List<Route>> networks) {
    networks.values().forEach(routes -> routes.sort(Comparator.comparingLong(Route::metric)));
  }

  private static long network(long address, int prefix) {
    return prefix == 0 ? 0 : address >>> (32 - prefix);
  }

  /**
   * The longest prefix, of several as long the lowest metric, of several so cheap the first; more
   * than one where the kernel spreads flows over next hops.
   */
  List<Route> lookup(RouteQuery query) {
    if (query.destination().version() != 4) {
      return List.of();
    }
    for (Prefix prefix : prefixes) {
      long network = network(query.destination().low(), prefix.length());
      List<Route> routes = prefix.networks().getOrDefault(network, List.of());
      for (Route route : routes) {
        if (usable(route, query)) {
          return hops(route, routes, query);
        }
      }
    }
    return List.of();
  }

  private static boolean usable(Route route, RouteQuery query) {
    return !route.flags().contains("dead")
        && (query.outDevice().isEmpty()
            || route.device().equals(query.outDevice())
            || route.device().isEmpty());
  }

  private static List<Route> hops(Route first, List<Route> routes, RouteQuery query) {
    if (!first.flags().contains("nexthop")) {
      return List.of(first);
    }
    return routes.stream()
        .filter(route -> usable(route, query) && route.flags().contains("nexthop"))
        .filter(route -> route.metric() == first.metric())
        .toList();
  }
}
