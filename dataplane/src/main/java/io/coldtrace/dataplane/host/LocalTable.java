package io.coldtrace.dataplane.host;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of a host's own addresses, which {@code ip route} and {@code route -n} leave out: the
 * kernel fills it with each address that an interface has (ip-route(8), table local).
 */
final class LocalTable {
  private static final String LOCAL = "local";
  private static final int POINT_TO_POINT = 31;

  private LocalTable() {}

  /** The routes, with that table where they were listed without it. */
  static List<Route> in(List<Route> listed, List<InterfaceAddress> addresses) {
    boolean complete =
        listed.stream().anyMatch(route -> route.table().equals(LOCAL) && isIpv4(route));
    if (complete || listed.stream().noneMatch(LocalTable::isIpv4)) {
      return listed;
    }
    List<Route> routes = new ArrayList<>(listed);
    for (InterfaceAddress own : addresses) {
      Cidr address = own.address();
      if (address.address().version() == 4) {
        boolean loopback = own.device().equals("lo");
        routes.add(route(own, LOCAL, loopback ? address : host(address.address())));
        if (!loopback && address.prefix() < POINT_TO_POINT) {
          routes.add(route(own, "broadcast", host(last(address))));
        }
      }
    }
    return routes;
  }

  private static boolean isIpv4(Route route) {
    return route.destination().address().version() == 4;
  }

  private static Cidr host(Ip address) {
    return new Cidr(address, address.bits());
  }

  private static Ip last(Cidr network) {
    long size = 1L << (network.address().bits() - network.prefix());
    return new Ip(4, 0, network.address().low() | (size - 1));
  }

  private static Route route(InterfaceAddress own, String type, Cidr destination) {
    return new Route(
        own.source(),
        type,
        LOCAL,
        destination,
        Optional.empty(),
        own.device(),
        Optional.of(own.address().address()),
        0,
        "kernel",
        type.equals(LOCAL) ? "host" : "link",
        List.of());
  }
}
