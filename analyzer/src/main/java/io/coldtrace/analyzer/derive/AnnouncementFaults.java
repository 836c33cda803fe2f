package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Vxlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;

/** What a node's peers are told of it, or its own tunnel holds, and what the node is not. */
final class AnnouncementFaults {
  private final NodeFacts facts;
  private final Places places;
  private final OverlayClaims claims;
  private final Map<String, NodeBackends.Backend> backends;
  private final List<OverlayFault> faults = new ArrayList<>();

  /** A value that a node announced. */
  private record Said(String node, String value, Source source) {}

  AnnouncementFaults(
      NodeFacts facts,
      Places places,
      OverlayClaims claims,
      Map<String, NodeBackends.Backend> backends) {
    this.facts = facts;
    this.places = places;
    this.claims = claims;
    this.backends = backends;
  }

  List<OverlayFault> all() {
    shared("mac-shared", macs());
    List<Said> addresses = publicAddresses();
    Set<String> shared = shared("public-ip", addresses);
    addresses.stream().filter(said -> !shared.contains(said.value())).forEach(this::announced);
    places.collected().forEach(this::tunnelAddress);
    return faults;
  }

  private List<Said> macs() {
    List<Said> macs = new ArrayList<>();
    for (KubeNode node : NodeBackends.present(facts, places)) {
      Optional<Matcher> found =
          NodeBackends.said(node, "backend-data")
              .map(TunnelEnds.VTEP_MAC::matcher)
              .filter(Matcher::find);
      found.ifPresent(
          mac ->
              macs.add(
                  new Said(
                      node.name(),
                      mac.group(1).toLowerCase(Locale.ROOT),
                      NodeBackends.line(node, "backend-data"))));
    }
    if (macs.isEmpty()) {
      for (String node : places.collected()) {
        tunnel(node)
            .filter(link -> !link.mac().isEmpty())
            .ifPresent(
                link ->
                    macs.add(new Said(node, link.mac().toLowerCase(Locale.ROOT), link.source())));
      }
    }
    return macs;
  }

  private List<Said> publicAddresses() {
    List<Said> addresses = new ArrayList<>();
    for (KubeNode node : NodeBackends.present(facts, places)) {
      NodeBackends.said(node, "public-ip")
          .ifPresent(
              ip -> addresses.add(new Said(node.name(), ip, NodeBackends.line(node, "public-ip"))));
    }
    return addresses;
  }

  /** The values that more than one node has. */
  private Set<String> shared(String area, List<Said> all) {
    Map<String, List<Said>> byValue = new TreeMap<>();
    all.forEach(said -> byValue.computeIfAbsent(said.value(), v -> new ArrayList<>()).add(said));
    byValue.values().removeIf(same -> same.size() < 2);
    byValue
        .values()
        .forEach(
            same ->
                same.forEach(
                    said -> {
                      List<String> others =
                          same.stream()
                              .map(Said::node)
                              .filter(n -> !n.equals(said.node()))
                              .toList();
                      fault(area, said, others, "");
                    }));
    return byValue.keySet();
  }

  /** An address that the node does not have, or one of a network that its peers are not in. */
  private void announced(Said said) {
    List<InterfaceAddress> own = own(said.node());
    Optional<Ip> ip = Ip.parse(said.value());
    if (own.isEmpty() || ip.isEmpty()) {
      return;
    }
    Optional<InterfaceAddress> has =
        own.stream().filter(a -> a.address().address().equals(ip.get())).findFirst();
    if (has.isPresent()) {
      better(said, has.get(), own).ifPresent(right -> fault("public-ip", said, List.of(), right));
    } else if (type(said.node()).equals("host-gw")) {
      fault("behind-nat", said, List.of(), first(own, ""));
    } else {
      String local = tunnel(said.node()).flatMap(Link::vxlan).map(Vxlan::local).orElse("");
      boolean localIsOwn = has(own, local);
      // With an overwrite the node is behind NAT on purpose: wrong only if it fails.
      if (localIsOwn
          && (!isOverwritten(said.node()) || !claim(said.node(), List.of()).probes().isEmpty())) {
        fault("public-ip", said, List.of(), local);
      }
    }
  }

  /** Another address of the node in the network that all its peers announce, if they share one. */
  private Optional<String> better(Said said, InterfaceAddress has, List<InterfaceAddress> own) {
    List<Ip> peers =
        publicAddresses().stream()
            .filter(other -> !other.node().equals(said.node()))
            .flatMap(other -> Ip.parse(other.value()).stream())
            .toList();
    if (peers.isEmpty() || peers.stream().anyMatch(has.address()::contains)) {
      return Optional.empty();
    }
    return own.stream()
        .map(InterfaceAddress::address)
        .filter(cidr -> peers.stream().allMatch(cidr::contains))
        .map(cidr -> cidr.address().toString())
        .findFirst();
  }

  /** A tunnel whose own end is an address that the node has no more. */
  private void tunnelAddress(String node) {
    List<InterfaceAddress> own = own(node);
    Optional<Vxlan> vxlan = tunnel(node).flatMap(Link::vxlan);
    if (vxlan.isPresent()
        && !own.isEmpty()
        && Ip.parse(vxlan.get().local()).filter(ip -> ip.version() == 4).isPresent()
        && !has(own, vxlan.get().local())) {
      String expected = first(own, vxlan.get().device());
      fault(
          "local", new Said(node, vxlan.get().local(), vxlan.get().source()), List.of(), expected);
    }
  }

  private Optional<Link> tunnel(String node) {
    return facts.on(node, Link.class).stream()
        .filter(link -> link.vxlan().isPresent() && link.name().startsWith("flannel"))
        .findFirst();
  }

  /** Its addresses that are not of its pods or of itself alone. */
  private List<InterfaceAddress> own(String node) {
    Optional<Cidr> pods = places.podCidr(node);
    return facts.on(node, InterfaceAddress.class).stream()
        .filter(address -> address.scope().equals("global"))
        .filter(address -> address.address().address().version() == 4)
        .filter(a -> pods.filter(cidr -> cidr.contains(a.address().address())).isEmpty())
        .toList();
  }

  private static boolean has(List<InterfaceAddress> own, String ip) {
    return own.stream().anyMatch(a -> a.address().address().toString().equals(ip));
  }

  /** The first address of the device; of any, if it is not named. */
  private static String first(List<InterfaceAddress> own, String device) {
    return own.stream()
        .filter(address -> device.isEmpty() || address.device().equals(device))
        .map(address -> address.address().address().toString())
        .findFirst()
        .orElse("");
  }

  private String type(String node) {
    return backends.containsKey(node) ? backends.get(node).type() : "";
  }

  private boolean isOverwritten(String node) {
    return facts.all(KubeNode.class).stream()
        .filter(object -> object.name().equals(node))
        .anyMatch(object -> NodeBackends.said(object, "public-ip-overwrite").isPresent());
  }

  private OverlayClaims.Claim claim(String node, List<String> peers) {
    return claims.between(node, peers, FlannelFaults.UNKNOWN_PEER);
  }

  private void fault(String area, Said said, List<String> peers, String expected) {
    OverlayClaims.Claim claim = claim(said.node(), List.of());
    faults.add(
        new OverlayFault(
            said.source(),
            said.node(),
            area,
            tunnel(said.node()).map(Link::name).orElse(""),
            peers,
            said.value(),
            expected,
            List.of(),
            claim.flows(),
            claim.probes()));
  }
}
