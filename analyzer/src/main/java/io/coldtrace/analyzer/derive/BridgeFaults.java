package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is wrong with the bridge that a node's pods hang on. */
final class BridgeFaults {
  private static final Set<String> REASONS = Set.of("device-down", "no-route", "misrouted");

  private final NodeFacts facts;
  private final OverlayClaims claims;
  private final List<OverlayFault> faults = new ArrayList<>();

  private BridgeFaults(NodeFacts facts, OverlayClaims claims) {
    this.facts = facts;
    this.claims = claims;
  }

  static List<OverlayFault> of(NodeFacts facts, Places places, OverlayClaims claims) {
    BridgeFaults found = new BridgeFaults(facts, claims);
    for (String node : places.collected()) {
      Optional<Cidr> podCidr = places.podCidr(node).filter(c -> c.address().version() == 4);
      podCidr
          .flatMap(cidr -> found.bridge(node, cidr))
          .ifPresent(bridge -> found.judge(bridge, podCidr.get()));
    }
    return found.faults;
  }

  /** The one in the pods' network; where none is, the one that is called as flannel calls it. */
  private Optional<Link> bridge(String node, Cidr podCidr) {
    return facts.on(node, Link.class).stream()
        .filter(link -> link.kind().equals("bridge"))
        .filter(link -> link.name().equals("cni0") || isIn(link, podCidr))
        .min(Comparator.comparing(link -> !isIn(link, podCidr)));
  }

  private boolean isIn(Link bridge, Cidr podCidr) {
    return addresses(bridge).stream().anyMatch(own -> podCidr.contains(own.address().address()));
  }

  private List<InterfaceAddress> addresses(Link link) {
    return facts.on(link.source().node(), InterfaceAddress.class).stream()
        .filter(address -> address.device().equals(link.name()))
        .filter(address -> address.address().address().version() == 4)
        .toList();
  }

  private void judge(Link bridge, Cidr podCidr) {
    String name = bridge.name();
    String gateway = podCidr.nth(1) + "/" + podCidr.prefix();
    if (!bridge.flags().contains("UP")) {
      String route =
          "ip route replace %s dev %s proto kernel scope link src %s"
              .formatted(podCidr, name, podCidr.nth(1));
      fault(
          bridge,
          "bridge",
          bridge.source(),
          "DOWN",
          "UP",
          List.of("ip link set dev " + name + " up", route));
      return;
    }
    boolean addressesKnown = !facts.on(bridge.source().node(), InterfaceAddress.class).isEmpty();
    if (addressesKnown && !isIn(bridge, podCidr)) {
      Optional<InterfaceAddress> other = addresses(bridge).stream().findFirst();
      fault(
          bridge,
          "bridge-address",
          other.map(InterfaceAddress::source).orElse(bridge.source()),
          other.map(address -> address.address().toString()).orElse(""),
          gateway,
          List.of("ip addr add " + gateway + " dev " + name));
    }
    detached(bridge);
  }

  /**
   * A veth that is no port of any bridge, and that no route leads to (as with other plugins); every
   * interface has an IPv6 one of its own.
   */
  private void detached(Link bridge) {
    String node = bridge.source().node();
    List<Link> loose =
        facts.on(node, Link.class).stream()
            .filter(link -> link.kind().equals("veth") && link.name().startsWith("veth"))
            .filter(
                link ->
                    link.master().isEmpty() && link.source().file().equals(bridge.source().file()))
            .filter(
                link ->
                    facts.on(node, Route.class).stream()
                        .filter(route -> route.destination().address().version() == 4)
                        .noneMatch(route -> route.device().equals(link.name())))
            .toList();
    if (!loose.isEmpty()) {
      fault(
          bridge,
          "veth",
          loose.get(0).source(),
          "",
          "master " + bridge.name(),
          loose.stream().flatMap(veth -> attached(veth.name(), bridge.name())).toList());
    }
  }

  /** flannel's own configuration turns hairpin on, so that a pod reaches itself by its service. */
  private static Stream<String> attached(String veth, String bridge) {
    return Stream.of(
        "ip link set dev %s master %s".formatted(veth, bridge),
        "ip link set dev %s type bridge_slave hairpin on".formatted(veth));
  }

  private void fault(
      Link bridge,
      String area,
      Source source,
      String actual,
      String expected,
      List<String> repairs) {
    String node = bridge.source().node();
    Set<String> reasons = area.equals("veth") ? Set.of() : REASONS;
    OverlayClaims.Claim claim = claims.ofPodsOn(node, reasons);
    faults.add(
        new OverlayFault(
            source,
            node,
            area,
            bridge.name(),
            List.of(),
            actual,
            expected,
            repairs,
            claim.flows(),
            claim.probes()));
  }
}
