package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.FlannelConfig;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Backends that do not fit: to each other, to the ConfigMap, to the network between the nodes. */
final class BackendFaults {
  private final NodeFacts facts;
  private final Places places;
  private final OverlayClaims claims;
  private final Map<String, NodeBackends.Backend> backends;
  private final Map<String, Ip> underlay = new TreeMap<>();
  private final List<OverlayFault> faults = new ArrayList<>();

  /** What a node runs with, and what it should. */
  private record Running(String node, String actual, String expected, Source source) {}

  BackendFaults(
      NodeFacts facts,
      Places places,
      OverlayClaims claims,
      Map<String, NodeBackends.Backend> backends) {
    this.facts = facts;
    this.places = places;
    this.claims = claims;
    this.backends = backends;
  }

  List<OverlayFault> all(Collection<FlannelConfig> configs) {
    Set<String> types =
        backends.values().stream().map(NodeBackends.Backend::type).collect(Collectors.toSet());
    if (types.size() > 1) {
      backends.values().forEach(this::differing);
    } else if (types.equals(Set.of("host-gw"))) {
      backends.keySet().forEach(node -> underlay(node).ifPresent(ip -> underlay.put(node, ip)));
      backends.keySet().forEach(this::acrossRouters);
    }
    configs.stream()
        .filter(config -> config.error().isEmpty() && !config.network().isEmpty())
        .findFirst()
        .ifPresent(this::notReloaded);
    return faults;
  }

  /** The smaller side is wrong; in a tie both. */
  private void differing(NodeBackends.Backend own) {
    List<NodeBackends.Backend> others =
        backends.values().stream().filter(other -> !other.type().equals(own.type())).toList();
    if (others.size() * 2 >= backends.size()) {
      String expected =
          TunnelEnds.mostCommon(others.stream().map(NodeBackends.Backend::type).toList())
              .orElseThrow();
      List<String> peers = others.stream().map(NodeBackends.Backend::node).toList();
      OverlayClaims.Claim claim = claims.between(own.node(), peers, FlannelFaults.UNKNOWN_PEER);
      fault(new Running(own.node(), own.type(), expected, own.source()), "backend", peers, claim);
    }
  }

  /**
   * host-gw's next hop must be on the link: who has peers that are not, and is the smaller side.
   */
  private void acrossRouters(String node) {
    List<InterfaceAddress> own =
        facts.on(node, InterfaceAddress.class).stream()
            .filter(address -> address.scope().equals("global"))
            .toList();
    List<String> beyond = new ArrayList<>();
    for (String peer : backends.keySet()) {
      Optional<Ip> address = Optional.ofNullable(underlay.get(peer));
      boolean onLink =
          address.isEmpty() || own.stream().anyMatch(a -> a.address().contains(address.get()));
      if (!peer.equals(node) && !onLink) {
        beyond.add(peer);
      }
    }
    Optional<InterfaceAddress> mine =
        own.stream().filter(a -> a.address().address().equals(underlay.get(node))).findFirst();
    if (mine.isPresent() && !beyond.isEmpty() && beyond.size() * 2 >= backends.size()) {
      OverlayClaims.Claim claim = claims.between(node, beyond, FlannelFaults.UNKNOWN_PEER);
      String network = mine.get().address().toString();
      fault(new Running(node, network, "", mine.get().source()), "boundary", beyond, claim);
    }
  }

  /** The address that a node's peers send to. */
  private Optional<Ip> underlay(String node) {
    for (KubeNode object : facts.all(KubeNode.class)) {
      if (object.name().equals(node)) {
        Optional<Ip> announced = NodeBackends.said(object, "public-ip").flatMap(Ip::parse);
        return announced.isPresent()
            ? announced
            : object.addresses().stream().findFirst().flatMap(Ip::parse);
      }
    }
    return facts.on(node, InterfaceAddress.class).stream()
        .filter(address -> address.scope().equals("global"))
        .map(address -> address.address().address())
        .filter(ip -> places.podCidr(node).filter(cidr -> cidr.contains(ip)).isEmpty())
        .filter(ip -> ip.version() == 4)
        .findFirst();
  }

  /** What all nodes run with alike and the ConfigMap does not say (any more). */
  private void notReloaded(FlannelConfig config) {
    List<Running> running = new ArrayList<>();
    for (NodeBackends.Backend backend : backends.values()) {
      if (backend.announced()) {
        running.add(
            new Running(backend.node(), backend.type(), config.backend(), backend.source()));
      }
    }
    unanimous(running, "backend ");
    if (config.backend().equals("vxlan")) {
      List<Running> ports = new ArrayList<>();
      List<Running> vnis = new ArrayList<>();
      for (Link link : facts.all(Link.class)) {
        if (link.name().startsWith("flannel")
            && link.vxlan().filter(v -> v.port() > 0).isPresent()) {
          var vxlan = link.vxlan().get();
          String node = link.source().node();
          ports.add(new Running(node, "" + vxlan.port(), "" + config.port(), vxlan.source()));
          vnis.add(new Running(node, "" + vxlan.vni(), "" + config.vni(), vxlan.source()));
        }
      }
      unanimous(ports, "UDP port ");
      unanimous(vnis, "VNI ");
    }
    List<Running> networks = new ArrayList<>();
    for (HostSetting setting : facts.all(HostSetting.class)) {
      if (setting.key().equals("FLANNEL_NETWORK")) {
        networks.add(
            new Running(
                setting.source().node(),
                network(setting.value()),
                network(config.network()),
                setting.source()));
      }
    }
    unanimous(networks, "network ");
  }

  private static String network(String text) {
    return Cidr.parse(text)
        .filter(cidr -> cidr.address().version() == 4)
        .map(cidr -> new Cidr(cidr.nth(0), cidr.prefix()).toString())
        .orElse(text);
  }

  /** Where nodes differ from each other, that is the fault. Each node counts once. */
  private void unanimous(List<Running> running, String what) {
    Set<String> values = running.stream().map(Running::actual).collect(Collectors.toSet());
    if (values.size() == 1 && !values.contains(running.get(0).expected())) {
      running.stream()
          .collect(Collectors.toMap(Running::node, each -> each, (a, b) -> a))
          .values()
          .stream()
          .sorted((a, b) -> a.node().compareTo(b.node()))
          .map(r -> new Running(r.node(), what + r.actual(), what + r.expected(), r.source()))
          .forEach(
              each ->
                  fault(each, "config", List.of(), new OverlayClaims.Claim(List.of(), List.of())));
    }
  }

  private void fault(Running running, String area, List<String> peers, OverlayClaims.Claim claim) {
    faults.add(
        new OverlayFault(
            running.source(),
            running.node(),
            area,
            "",
            peers,
            running.actual(),
            running.expected(),
            List.of(),
            claim.flows(),
            claim.probes()));
  }
}
