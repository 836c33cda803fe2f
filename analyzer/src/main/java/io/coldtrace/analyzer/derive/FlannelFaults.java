package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.FlannelConfig;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What flannel announced of the nodes, or was told, and what does not fit to the nodes. */
final class FlannelFaults {
  /** How the model loses what goes to a peer that the node knows nothing, or the wrong, of. */
  static final Set<String> UNKNOWN_PEER =
      Set.of(
          "device-down",
          "misrouted",
          "neighbor-unresolved",
          "no-fdb-entry",
          "no-route",
          "port-not-open",
          "underlay",
          "vni-mismatch",
          "vtep-mac-mismatch",
          "wrong-fdb-entry");

  private FlannelFaults() {}

  static List<OverlayFault> of(
      Collection<? extends Fact> captured,
      Places places,
      Collection<Probe> probes,
      Collection<Walk> walks,
      Collection<FlannelConfig> configs) {
    NodeFacts facts =
        new NodeFacts(
            captured,
            Set.of(
                HostSetting.class,
                InterfaceAddress.class,
                KubeNode.class,
                Link.class,
                Route.class));
    OverlayClaims claims = new OverlayClaims(probes, walks);
    Map<String, NodeBackends.Backend> backends = NodeBackends.of(facts, places);
    List<OverlayFault> faults = new ArrayList<>();
    faults.addAll(new BackendFaults(facts, places, claims, backends).all(configs));
    faults.addAll(new AnnouncementFaults(facts, places, claims, backends).all());
    faults.addAll(new PodNetworkFaults(facts, places, claims).all());
    faults.addAll(MasqueradeFaults.of(captured, places));
    return faults;
  }
}
