package io.coldtrace.analyzer.derive;

import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.FullSizeLoss;
import io.coldtrace.facts.derived.OverlayMtu;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Vxlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How large packets may be on each node's way into its tunnels. */
final class OverlayMtus {
  /** Outer Ethernet, IPv4, UDP and VXLAN headers. */
  private static final int OVER_IPV4 = 50;

  /** The IPv6 header is 20 bytes longer. */
  private static final int OVER_IPV6 = 70;

  /** A tunnel's device, and what carries it where that is known. */
  private record Tunnel(String node, Link device, Vxlan vxlan, Optional<Link> underlay) {
    int underlayMtu() {
      return underlay.map(Link::mtu).orElse(0);
    }

    int overhead() {
      return vxlan.local().contains(":") ? OVER_IPV6 : OVER_IPV4;
    }
  }

  private final NodeFacts facts;
  private final List<Probe> lost;
  private final List<Probe> ofPods;

  private OverlayMtus(NodeFacts facts, List<Probe> lost, List<Probe> ofPods) {
    this.facts = facts;
    this.lost = lost;
    this.ofPods = ofPods;
  }

  private static NodeFacts links(Collection<? extends Fact> captured) {
    return new NodeFacts(captured, Set.of(InterfaceAddress.class, Link.class));
  }

  /**
   * @param fullSize what was lost between nodes for its size
   * @param ofPods what pods lost for its size alone, see {@link #lostByPods}
   */
  static List<OverlayMtu> of(
      Collection<? extends Fact> captured,
      Collection<String> nodes,
      Collection<Probe> probes,
      Optional<FullSizeLoss> fullSize,
      List<Probe> ofPods) {
    Set<String> ids = new HashSet<>(fullSize.map(FullSizeLoss::probes).orElse(List.of()));
    OverlayMtus found =
        new OverlayMtus(
            links(captured),
            probes.stream().filter(probe -> ids.contains(probe.id())).toList(),
            ofPods);
    List<Tunnel> tunnels = nodes.stream().flatMap(node -> found.tunnels(node).stream()).toList();
    return tunnels.stream().map(tunnel -> found.mtu(tunnel, tunnels)).toList();
  }

  /**
   * Probes of pods that are lost for being larger than the tunnel of their node takes: small ones
   * pass, and so do the node's own, which fill the tunnel's MTU and no more.
   */
  static List<Probe> lostByPods(
      Collection<? extends Fact> captured,
      Collection<String> nodes,
      Collection<Probe> probes,
      Set<String> explained) {
    OverlayMtus found = new OverlayMtus(links(captured), List.of(), List.of());
    List<Probe> lost =
        FullSizeLosses.lost(probes, explained).stream().filter(Probe::fromPod).toList();
    Map<String, Flow> flows = lost.isEmpty() ? Map.of() : FlowPlan.probes(captured);
    List<Probe> ofPods = new ArrayList<>();
    for (String node : nodes) {
      for (Tunnel tunnel : found.tunnels(node)) {
        lost.stream()
            .filter(probe -> probe.node().equals(node) && !found.larger(tunnel).isEmpty())
            .filter(probe -> exceeds(flows.get(probe.id()), tunnel.device()))
            .filter(probe -> probes.stream().noneMatch(own -> failsAsWell(own, probe)))
            .forEach(ofPods::add);
      }
    }
    return ofPods;
  }

  private static boolean exceeds(Flow flow, Link device) {
    return flow != null && flow.size() + FullSizeLosses.HEADERS > device.mtu();
  }

  /** Whether a full packet of the node itself is lost on the same way. */
  private static boolean failsAsWell(Probe own, Probe ofPod) {
    return own.failed()
        && !own.fromPod()
        && own.kind().endsWith("-full")
        && own.node().equals(ofPod.node())
        && own.targetNode().equals(ofPod.targetNode());
  }

  /** Those that stand on an interface or an address; one that does not is Cilium's, say. */
  private List<Tunnel> tunnels(String node) {
    Map<String, Tunnel> byName = new TreeMap<>();
    for (Link link : facts.on(node, Link.class)) {
      link.vxlan()
          .filter(vxlan -> !vxlan.device().isEmpty() || !vxlan.local().isEmpty())
          .ifPresent(
              vxlan ->
                  byName.putIfAbsent(
                      link.name(), new Tunnel(node, link, vxlan, underlay(node, vxlan))));
    }
    return List.copyOf(byName.values());
  }

  private Optional<Link> underlay(String node, Vxlan vxlan) {
    Optional<String> holder =
        vxlan.device().isEmpty()
            ? facts.on(node, InterfaceAddress.class).stream()
                .filter(own -> own.address().address().getText().equals(vxlan.local()))
                .map(InterfaceAddress::device)
                .findFirst()
            : Optional.of(vxlan.device());
    return holder.flatMap(
        name ->
            facts.on(node, Link.class).stream()
                .filter(link -> link.name().equals(name) && link.mtu() > 0)
                .findFirst());
  }

  private OverlayMtu mtu(Tunnel tunnel, List<Tunnel> all) {
    String node = tunnel.node();
    List<Link> pods = larger(tunnel);
    Map<String, Integer> mtus =
        all.stream()
            .filter(each -> each.underlayMtu() > 0)
            .collect(
                Collectors.toMap(
                    Tunnel::node, Tunnel::underlayMtu, (one, other) -> one, TreeMap::new));
    List<String> others = new ArrayList<>();
    mtus.forEach(
        (other, mtu) -> {
          if (!other.equals(node) && mtu != tunnel.underlayMtu()) {
            others.add(other + ": " + mtu);
          }
        });
    return new OverlayMtu(
        tunnel.device().source(),
        node,
        tunnel.device().name(),
        tunnel.device().mtu(),
        tunnel.underlay().map(Link::name).orElse(""),
        tunnel.underlayMtu(),
        tunnel.underlay().map(Link::source).orElse(Source.NONE),
        tunnel.overhead(),
        pods.stream().map(Link::name).distinct().toList(),
        pods.isEmpty() ? 0 : pods.get(0).mtu(),
        pods.isEmpty() ? Source.NONE : pods.get(0).source(),
        usual(mtus.values()),
        tunnel.underlayMtu() > 0 ? others : List.of(),
        ids(lost.stream().filter(p -> p.node().equals(node) || p.targetNode().equals(node))),
        pods.isEmpty() ? List.of() : ids(ofPods.stream().filter(p -> p.node().equals(node))));
  }

  /** The pods' ends with an MTU above the tunnel's, the largest first. */
  private List<Link> larger(Tunnel tunnel) {
    Set<String> bridges = bridges(tunnel);
    return facts.on(tunnel.node(), Link.class).stream()
        .filter(link -> bridges.contains(link.master()) && link.mtu() > tunnel.device().mtu())
        .sorted(Comparator.comparing(Link::mtu).reversed())
        .toList();
  }

  /** The bridge whose network the tunnel's own address lies in; without addresses flannel's. */
  private Set<String> bridges(Tunnel tunnel) {
    List<InterfaceAddress> own = facts.on(tunnel.node(), InterfaceAddress.class);
    Set<String> bridges = new TreeSet<>();
    for (InterfaceAddress address : own) {
      if (address.device().equals(tunnel.device().name())) {
        Ip ip = address.address().address();
        own.stream()
            .filter(other -> !other.device().equals(address.device()))
            .filter(other -> isNetworkOf(other.address(), ip))
            .forEach(other -> bridges.add(other.device()));
      }
    }
    if (bridges.isEmpty() && tunnel.device().name().startsWith("flannel")) {
      bridges.add("cni0");
    }
    return bridges;
  }

  private static boolean isNetworkOf(Cidr network, Ip address) {
    return network.prefix() < network.address().bits() && network.contains(address);
  }

  /** What more of them have than anything else; 0 if there is no such. */
  private static int usual(Collection<Integer> mtus) {
    Map<Integer, Long> counts =
        mtus.stream()
            .collect(Collectors.groupingBy(mtu -> mtu, TreeMap::new, Collectors.counting()));
    long most = counts.values().stream().mapToLong(count -> count).max().orElse(0);
    List<Integer> first =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() == most)
            .map(Map.Entry::getKey)
            .toList();
    return first.size() == 1 ? first.get(0) : 0;
  }

  private static List<String> ids(Stream<Probe> probes) {
    return probes.map(Probe::id).sorted().toList();
  }
}
