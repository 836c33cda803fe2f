package io.coldtrace.analyzer.derive;

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

  private OverlayMtus(NodeFacts facts, List<Probe> lost) {
    this.facts = facts;
    this.lost = lost;
  }

  /**
   * @param fullSize what was lost between nodes for its size
   */
  static List<OverlayMtu> of(
      Collection<? extends Fact> captured,
      Collection<String> nodes,
      Collection<Probe> probes,
      Optional<FullSizeLoss> fullSize) {
    Set<String> ids = new HashSet<>(fullSize.map(FullSizeLoss::probes).orElse(List.of()));
    OverlayMtus found =
        new OverlayMtus(
            new NodeFacts(captured, Set.of(InterfaceAddress.class, Link.class)),
            probes.stream().filter(probe -> ids.contains(probe.id())).toList());
    List<Tunnel> tunnels = nodes.stream().flatMap(node -> found.tunnels(node).stream()).toList();
    return tunnels.stream().map(tunnel -> found.mtu(tunnel, tunnels)).toList();
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
        probes(node));
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

  private List<String> probes(String node) {
    return lost.stream()
        .filter(probe -> probe.node().equals(node) || probe.targetNode().equals(node))
        .map(Probe::id)
        .sorted()
        .toList();
  }
}
