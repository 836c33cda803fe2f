package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kubernetes.KubeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Pod networks that more than one node has. */
final class PodNetworkFaults {
  /** Packets for one node's pods are sent to the other. */
  private static final Set<String> ASTRAY =
      Set.of("misrouted", "no-route", "no-address", "neighbor-unresolved", "wrong-fdb-entry");

  private final NodeFacts facts;
  private final Places places;
  private final OverlayClaims claims;

  private record Owned(String node, Cidr network, Source source) {}

  PodNetworkFaults(NodeFacts facts, Places places, OverlayClaims claims) {
    this.facts = facts;
    this.places = places;
    this.claims = claims;
  }

  List<OverlayFault> all() {
    List<OverlayFault> faults = new ArrayList<>();
    List<Owned> owned = owned();
    for (Owned own : owned) {
      Set<String> others = new TreeSet<>();
      for (Owned other : owned) {
        if (!other.node().equals(own.node()) && other.network().overlaps(own.network())) {
          others.add(other.node());
        }
      }
      if (!others.isEmpty()) {
        OverlayClaims.Claim claim = claims.between(own.node(), List.of(), ASTRAY);
        faults.add(
            new OverlayFault(
                own.source(),
                own.node(),
                "pod-network-shared",
                "",
                List.copyOf(others),
                own.network().toString(),
                "",
                List.of(),
                claim.flows(),
                claim.probes()));
      }
    }
    return faults;
  }

  /** What Kubernetes says; of nodes whose objects are not there, what flannel wrote. */
  private List<Owned> owned() {
    List<Owned> owned = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    for (KubeNode node : facts.all(KubeNode.class)) {
      node.podCidrs().stream()
          .filter(cidr -> cidr.address().version() == 4)
          .findFirst()
          .ifPresent(
              cidr -> {
                known.add(node.name());
                Source line = node.lines().getOrDefault("podCIDR", node.source());
                owned.add(new Owned(node.name(), cidr, line));
              });
    }
    for (String node : places.collected()) {
      for (HostSetting setting : facts.on(node, HostSetting.class)) {
        if (setting.key().equals("FLANNEL_SUBNET") && !known.contains(node)) {
          Cidr.parse(setting.value())
              .ifPresent(
                  cidr ->
                      owned.add(
                          new Owned(node, new Cidr(cidr.nth(0), cidr.prefix()), setting.source())));
        }
      }
    }
    return owned;
  }
}
