package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with the bridge that a node's pods hang on. */
final class BridgeFaults {
  private static final Set<String> REASONS = Set.of("device-down", "no-route", "misrouted");
  private static final Set<String> OF_PORTS = Set.of("no-bridge-port", "not-on-bridge");

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
      Optional<Link> bridge = podCidr.flatMap(cidr -> found.bridge(node, cidr));
      if (bridge.isPresent()) {
        found.judge(bridge.get(), podCidr.get());
      } else {
        podCidr.ifPresent(cidr -> found.missing(node, cidr));
      }
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

  /**
   * The plugin makes it for the first pod, so a node without pods has none. Pods without a bridge
   * that routes lead to are another plugin's.
   */
  private void missing(String node, Cidr podCidr) {
    List<Link> links = facts.on(node, Link.class);
    Set<String> names = links.stream().map(Link::name).collect(Collectors.toSet());
    boolean flannels = names.stream().anyMatch(name -> name.startsWith("flannel"));
    boolean listed = names.contains("lo") && flannels && !names.contains("cni0");
    boolean routed =
        facts.on(node, Route.class).stream()
            .anyMatch(
                route ->
                    podCidr.contains(route.destination())
                        && !route.type().equals("local")
                        && !route.device().startsWith("flannel"));
    Optional<KubePod> pod =
        facts.all(KubePod.class).stream()
            .filter(each -> each.nodeName().equals(node) && !each.hostNetwork())
            .filter(each -> each.phase().equals("Running"))
            .filter(each -> Ip.parse(each.ip()).filter(podCidr::contains).isPresent())
            .findFirst();
    if (!listed || routed || pod.isEmpty()) {
      return;
    }
    List<Link> loose =
        links.stream()
            .filter(link -> link.name().startsWith("veth") && link.master().isEmpty())
            .filter(link -> link.source().file().equals(links.get(0).source().file()))
            .toList();
    fault(
        node,
        "cni0",
        "bridge",
        loose.isEmpty() ? pod.get().source() : loose.get(0).source(),
        "",
        "cni0",
        loose.isEmpty() ? List.of() : rebuilt(podCidr, loose));
  }

  private static List<String> rebuilt(Cidr podCidr, List<Link> loose) {
    List<String> commands =
        new ArrayList<>(
            List.of(
                "ip link add cni0 type bridge",
                "ip addr add %s/%d dev cni0".formatted(podCidr.nth(1), podCidr.prefix()),
                "ip link set dev cni0 up"));
    loose.forEach(veth -> attached(veth.name(), "cni0").forEach(commands::add));
    return commands;
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
    fault(bridge.source().node(), bridge.name(), area, source, actual, expected, repairs);
  }

  private void fault(
      String node,
      String bridge,
      String area,
      Source source,
      String actual,
      String expected,
      List<String> repairs) {
    Set<String> reasons = area.equals("veth") ? OF_PORTS : REASONS;
    OverlayClaims.Claim claim = claims.ofPodsOn(node, reasons);
    faults.add(
        new OverlayFault(
            source,
            node,
            area,
            bridge,
            List.of(),
            actual,
            expected,
            repairs,
            claim.flows(),
            claim.probes()));
  }
}
