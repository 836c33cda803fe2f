package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.derived.FlannelConfig;
import io.coldtrace.facts.derived.FlannelFailure;
import io.coldtrace.facts.kubernetes.KubeDaemonSet;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Route;
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
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * What flanneld does to the nodes when its pods start on all of them: with VXLAN it makes the
 * device anew if it is another than configured, and tells it of the peers; with host-gw it routes
 * to each peer on the same link, and leaves the device of another backend behind. Its own rules of
 * iptables stay as they are.
 *
 * <p>The device's MAC address is the one that the node's annotation holds, which flanneld takes up
 * again; without one (host-gw leaves none) it draws one. Whichever it is, it announces it, and the
 * peers write it into their entries: the model needs one of which both ends agree.
 */
public final class FlannelStart {
  /** What follows from another failure, and is over with it. */
  private static final Set<String> CONSEQUENCES = Set.of("down", "subnet-env-missing");

  private final NodeFacts facts;
  private final Places places;
  private final FlannelConfig config;
  private final Map<String, TunnelEnd> ends = new TreeMap<>();

  private FlannelStart(Collection<? extends Fact> captured, Places places, FlannelConfig config) {
    facts =
        new NodeFacts(
            captured,
            Set.of(InterfaceAddress.class, KubeNode.class, KubePod.class, Link.class, Route.class));
    this.places = places;
    this.config = config;
  }

  /**
   * The commands that do the same, by node, of those that were collected.
   *
   * @param captured what the nodes said, and the ConfigMap as it is by now
   * @param daemonSet whose pods start
   * @return empty if it is not flannel's, its configuration is not known, or anything tells that
   *     flanneld would not come up on one of the nodes
   */
  public static Optional<Map<String, List<String>>> commands(
      Collection<? extends Fact> captured, String namespace, String daemonSet) {
    boolean flannels =
        Facts.only(captured, KubeDaemonSet.class).stream()
            .filter(set -> set.namespace().equals(namespace) && set.name().equals(daemonSet))
            .anyMatch(set -> set.name().contains("flannel") || set.name().contains("canal"));
    List<FlannelConfig> configs =
        FlannelConfigs.of(captured).stream().filter(c -> c.namespace().equals(namespace)).toList();
    boolean one = configs.stream().map(FlannelStart::meaning).distinct().count() == 1;
    if (!flannels || !one || !isKnown(configs.get(0))) {
      return Optional.empty();
    }
    Places places = Places.of(captured);
    FlannelStart start = new FlannelStart(captured, places, configs.get(0));
    List<FlannelFailure> failures =
        FlannelFailures.of(captured, places, List.of(), List.of(), configs, List.of());
    return start.findEnds(failures) ? Optional.of(start.commands()) : Optional.empty();
  }

  /** Several nodes may have asked for the same object. */
  private static List<Object> meaning(FlannelConfig c) {
    return List.of(
        c.error(), c.network(), c.backend(), c.port(), c.vni(), c.mtu(), c.directRouting());
  }

  private static boolean isKnown(FlannelConfig config) {
    return config.error().isEmpty() && Set.of("vxlan", "host-gw").contains(config.backend());
  }

  private boolean isVxlan() {
    return config.backend().equals("vxlan");
  }

  private String device() {
    return "flannel." + config.vni();
  }

  /** The ends on all nodes with a pod of flannel's; false if one of them is not known. */
  private boolean findEnds(List<FlannelFailure> failures) {
    Set<String> running =
        facts.all(KubePod.class).stream()
            .filter(FlannelFailures::isFlannel)
            .map(KubePod::nodeName)
            .collect(Collectors.toSet());
    for (KubeNode node : NodeBackends.present(facts, places)) {
      boolean meant = running.isEmpty() || running.contains(node.name());
      if (meant && !ends.containsKey(node.name())) {
        Optional<TunnelEnd> end = end(node);
        // Of a kubelet that nobody hears of, nobody knows that it starts anything.
        if (end.isEmpty() || node.ready().equals("Unknown") || !isUp(node.name(), failures)) {
          return false;
        }
        ends.put(node.name(), end.get());
      }
    }
    return !ends.isEmpty();
  }

  /** Whether nothing keeps flanneld from its work there that the configuration would not end. */
  private boolean isUp(String node, List<FlannelFailure> failures) {
    Set<String> kinds = new TreeSet<>();
    failures.stream()
        .filter(failure -> failure.node().isEmpty() || failure.node().equals(node))
        .forEach(failure -> kinds.add(failure.kind()));
    // The configuration can be read, and every podCIDR lies in its network: see end().
    boolean ended = kinds.removeAll(Set.of("config-unreadable", "podcidr-outside"));
    ended |= !isVxlan() && kinds.remove("not-supported");
    return ended ? CONSEQUENCES.containsAll(kinds) : kinds.isEmpty();
  }

  private Optional<TunnelEnd> end(KubeNode node) {
    Optional<Cidr> pods =
        places
            .podCidr(node.name())
            .filter(cidr -> cidr.address().version() == 4)
            .filter(
                cidr -> Cidr.parse(config.network()).filter(all -> all.contains(cidr)).isPresent());
    boolean collected = places.collected().contains(node.name());
    Optional<Ip> underlay = underlay(node);
    String nic = underlay.map(address -> nic(node.name(), address)).orElse("");
    boolean linksKnown =
        facts.on(node.name(), Link.class).stream().anyMatch(link -> !link.kind().isEmpty());
    // Behind NAT, or on an interface that nobody listed, it may do something else.
    if (pods.isEmpty() || underlay.isEmpty() || (collected && (nic.isEmpty() || !linksKnown))) {
      return Optional.empty();
    }
    Optional<Link> link = link(node.name());
    String mac = link.filter(old -> fits(old, underlay.get(), nic)).map(Link::mac).orElse("");
    return Optional.of(
        new TunnelEnd(
            node.name(),
            link,
            pods.get(),
            pods.get().nth(0),
            underlay.get(),
            nic,
            mac.isEmpty() ? announced(node).orElseGet(() -> drawn(underlay.get())) : mac));
  }

  private Optional<Link> link(String node) {
    return facts.on(node, Link.class).stream()
        .filter(link -> link.name().equals(device()) && link.vxlan().isPresent())
        .findFirst();
  }

  private Optional<Ip> underlay(KubeNode node) {
    return NodeBackends.said(node, "public-ip")
        .flatMap(Ip::parse)
        .or(() -> link(node.name()).flatMap(Link::vxlan).flatMap(v -> Ip.parse(v.local())))
        .or(
            () ->
                node.addresses().stream()
                    .flatMap(address -> Ip.parse(address).stream())
                    .filter(address -> address.version() == 4)
                    .findFirst());
  }

  private String nic(String node, Ip address) {
    return facts.on(node, InterfaceAddress.class).stream()
        .filter(own -> own.address().address().equals(address))
        .map(InterfaceAddress::device)
        .findFirst()
        .orElse("");
  }

  /** Whether flanneld leaves the device as it is: what it does not compare may be anything. */
  private boolean fits(Link link, Ip underlay, String nic) {
    Vxlan vxlan = link.vxlan().orElseThrow();
    return vxlan.vni() == config.vni()
        && (vxlan.port() == 0 || vxlan.port() == config.port())
        && (vxlan.local().isEmpty() || vxlan.local().equals(underlay.getText()))
        && (vxlan.device().isEmpty() || vxlan.device().equals(nic));
  }

  private static Optional<String> announced(KubeNode node) {
    return NodeBackends.said(node, "backend-data")
        .map(TunnelEnds.VTEP_MAC::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1));
  }

  /** A locally administered one that no other node has. */
  private static String drawn(Ip underlay) {
    long bits = underlay.low();
    return "02:00:%02x:%02x:%02x:%02x"
        .formatted(bits >> 24 & 0xff, bits >> 16 & 0xff, bits >> 8 & 0xff, bits & 0xff);
  }

  private Map<String, List<String>> commands() {
    Map<String, List<String>> commands = new TreeMap<>();
    for (TunnelEnd end : ends.values()) {
      if (places.collected().contains(end.node())) {
        List<String> own = new ArrayList<>(isVxlan() ? device(end) : List.of());
        ends.values().stream()
            .filter(peer -> !peer.equals(end))
            .forEach(peer -> own.addAll(wayTo(peer, end)));
        commands.put(end.node(), own);
      }
    }
    return commands;
  }

  private List<String> device(TunnelEnd end) {
    boolean kept =
        end.link().filter(old -> fits(old, end.underlay(), end.underlayDevice())).isPresent();
    if (!kept) {
      List<String> built = end.built(device(), config.vni(), config.port(), List.of());
      built.add("ip link set dev %s mtu %d".formatted(device(), mtu(end)));
      return built;
    }
    List<String> commands = new ArrayList<>();
    Cidr own = new Cidr(end.tunnelAddress(), 32);
    boolean has = false;
    for (InterfaceAddress address : facts.on(end.node(), InterfaceAddress.class)) {
      if (address.device().equals(device()) && address.address().address().version() == 4) {
        has |= address.address().equals(own);
        boolean stale = Cidr.of(config.network()).contains(address.address().address());
        if (stale && !address.address().equals(own)) {
          commands.add("ip addr del %s dev %s".formatted(address.address(), device()));
        }
      }
    }
    if (!has) {
      commands.add("ip addr add %s dev %s".formatted(own, device()));
    }
    commands.addAll(TunnelEnd.raised(device(), List.of()));
    return commands;
  }

  private int mtu(TunnelEnd end) {
    int underlay =
        facts.on(end.node(), Link.class).stream()
            .filter(link -> link.name().equals(end.underlayDevice()))
            .mapToInt(Link::mtu)
            .max()
            .orElse(0);
    return (config.mtu() > 0 ? config.mtu() : underlay > 0 ? underlay : 1500) - 50;
  }

  private List<String> wayTo(TunnelEnd peer, TunnelEnd end) {
    boolean tunnel = isVxlan() && !(config.directRouting() && isOnLink(peer, end));
    if (tunnel) {
      return peer.learned(device());
    }
    if (isOnLink(peer, end)) {
      return List.of(
          "ip route replace %s via %s dev %s"
              .formatted(peer.podCidr(), peer.underlay(), end.underlayDevice()));
    }
    // It takes the old route away, and the kernel refuses the new one.
    return facts.on(end.node(), Route.class).stream()
        .filter(old -> old.table().equals("main") && old.destination().equals(peer.podCidr()))
        .map(old -> "ip route del %s dev %s".formatted(peer.podCidr(), old.device()))
        .limit(1)
        .toList();
  }

  /** Whether the peer's address is reached by the end's interface without a router. */
  private boolean isOnLink(TunnelEnd peer, TunnelEnd end) {
    return facts.on(end.node(), Route.class).stream()
        .filter(route -> route.table().equals("main") && route.type().equals("unicast"))
        .filter(route -> route.device().equals(end.underlayDevice()))
        .filter(route -> route.destination().contains(peer.underlay()))
        .max(Comparator.comparingInt((Route route) -> route.destination().prefix()))
        .filter(route -> route.gateway().isEmpty())
        .isPresent();
  }
}
