package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.ReversePathFault;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.RoutingRule;
import io.coldtrace.facts.network.Vxlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the kernel's strict source check meets a tunnel whose packets come in by one interface
 * while the route to the peer leads out by another (rp_filter of ip-sysctl.rst: the larger of "all"
 * and the interface's own value counts).
 */
final class ReversePathFaults {
  private static final String STRICT = "1";
  private static final Set<String> NODE_PROBES = Set.of("ping-node", "udp-vxlan", "udp-neighbor");

  private final NodeFacts facts;
  private final Places places;
  private final List<Probe> probes;

  private ReversePathFaults(Collection<? extends Fact> facts, Places places) {
    this.facts =
        new NodeFacts(
            facts,
            Set.of(
                FdbEntry.class,
                InterfaceAddress.class,
                Link.class,
                Route.class,
                RoutingRule.class,
                Sysctl.class));
    this.places = places;
    this.probes = Facts.only(facts, Probe.class).stream().filter(Probe::failed).toList();
  }

  static List<ReversePathFault> of(Collection<? extends Fact> facts, Places places) {
    ReversePathFaults found = new ReversePathFaults(facts, places);
    return places.collected().stream().flatMap(found::on).toList();
  }

  private Stream<ReversePathFault> on(String node) {
    // Rules of their own may choose another table for the way back.
    boolean ruled =
        facts.on(node, RoutingRule.class).stream()
            .anyMatch(rule -> !Set.of(0L, 32766L, 32767L).contains(rule.priority()));
    return ruled
        ? Stream.empty()
        : facts.on(node, Link.class).stream()
            .flatMap(link -> link.vxlan().stream().flatMap(vxlan -> at(node, link.name(), vxlan)))
            .distinct();
  }

  private Stream<ReversePathFault> at(String node, String tunnel, Vxlan vxlan) {
    Optional<String> device =
        facts.on(node, InterfaceAddress.class).stream()
            .filter(own -> own.address().address().toString().equals(vxlan.local()))
            .map(InterfaceAddress::device)
            .findFirst();
    Optional<Sysctl> strict = device.flatMap(name -> strict(node, name));
    if (strict.isEmpty()) {
      return Stream.empty();
    }
    Map<String, List<String>> peersByRoute = new TreeMap<>();
    Map<String, Source> routes = new TreeMap<>();
    for (FdbEntry entry : facts.on(node, FdbEntry.class)) {
      Optional<Ip> peer = Ip.parse(entry.destination());
      if (peer.isPresent() && entry.device().equals(tunnel)) {
        route(node, peer.get())
            .filter(way -> !way.device().equals(device.get()) && !way.device().equals(tunnel))
            .ifPresent(
                way -> {
                  routes.putIfAbsent(way.device(), way.source());
                  peersByRoute
                      .computeIfAbsent(way.device(), name -> new ArrayList<>())
                      .add(entry.destination());
                });
      }
    }
    return peersByRoute.entrySet().stream()
        .map(
            entry ->
                new ReversePathFault(
                    strict.get().source(),
                    node,
                    device.get(),
                    entry.getKey(),
                    entry.getValue().stream().distinct().toList(),
                    strict.get().key(),
                    routes.get(entry.getKey()),
                    failed(node, entry.getValue())));
  }

  /** The parameter that makes the check strict on a device; empty if it is not strict. */
  private Optional<Sysctl> strict(String node, String device) {
    String own = "net.ipv4.conf." + device.replace('.', '/') + ".rp_filter";
    List<Sysctl> values =
        facts.on(node, Sysctl.class).stream()
            .filter(s -> s.key().equals("net.ipv4.conf.all.rp_filter") || s.key().equals(own))
            .toList();
    return values.stream()
        .max(Comparator.comparing(Sysctl::value))
        .filter(largest -> largest.value().equals(STRICT));
  }

  private Optional<Route> route(String node, Ip to) {
    return facts.on(node, Route.class).stream()
        .filter(route -> route.table().equals("main") && route.type().equals("unicast"))
        .filter(route -> !route.device().isEmpty() && route.destination().contains(to))
        .min(
            Comparator.comparing((Route route) -> -route.destination().prefix())
                .thenComparing(Route::metric));
  }

  private List<String> failed(String node, List<String> peers) {
    Set<String> others = new TreeSet<>();
    peers.forEach(peer -> Ip.parse(peer).flatMap(places::nodeOf).ifPresent(others::add));
    return probes.stream()
        .filter(probe -> !NODE_PROBES.contains(probe.question()))
        .filter(
            probe ->
                (probe.node().equals(node) && others.contains(probe.targetNode()))
                    || (probe.targetNode().equals(node) && others.contains(probe.node())))
        .map(Probe::id)
        .sorted()
        .toList();
  }
}
