package io.coldtrace.analyzer.derive;

import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.Probe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The flows that are walked: every probe, and from a pod of each node to a pod of each other. */
final class FlowPlan {
  private FlowPlan() {}

  static List<Flow> of(Collection<? extends Fact> facts, Places places) {
    List<Flow> flows = new ArrayList<>();
    Map<String, Ip> podOf = new TreeMap<>();
    Map<String, Ip> entered = entered(facts);
    for (Probe probe : Facts.only(facts, Probe.class)) {
      Optional<Ip> address = Ip.parse(probe.address());
      boolean placeless = probe.fromPod() && !entered.containsKey(probe.node());
      if (address.isEmpty() || address.get().version() != 4 || placeless) {
        continue;
      }
      if (!probe.result().equals("silent")) {
        flows.add(flow(probe, address.get(), entered));
      }
      boolean pod = probe.kind().equals("ping-pod") || probe.kind().equals("dns-pod");
      if (pod && places.collected().contains(probe.targetNode())) {
        podOf.putIfAbsent(probe.targetNode(), address.get());
      }
    }
    podOf.forEach(
        (from, sender) ->
            podOf.forEach(
                (to, receiver) -> {
                  if (!from.equals(to)) {
                    String id = "pod on " + from + " to pod on " + to;
                    flows.add(
                        new Flow(id, false, from, Optional.of(sender), to, receiver, "tcp", 80));
                  }
                }));
    return flows;
  }

  /** The pod of each node from which its collector probed. */
  private static Map<String, Ip> entered(Collection<? extends Fact> facts) {
    Map<String, Ip> pods = new TreeMap<>();
    for (CollectorRun run : Facts.only(facts, CollectorRun.class)) {
      Ip.parse(run.about().getOrDefault("pod-address", ""))
          .ifPresent(address -> pods.put(run.source().node(), address));
    }
    return pods;
  }

  private static Flow flow(Probe probe, Ip address, Map<String, Ip> entered) {
    int slash = probe.port().indexOf('/');
    boolean port = slash > 0 && probe.port().substring(0, slash).matches("[0-9]{1,5}");
    return new Flow(
        probe.id(),
        true,
        probe.node(),
        probe.fromPod() ? Optional.of(entered.get(probe.node())) : Optional.empty(),
        probe.targetNode(),
        address,
        port ? probe.port().substring(slash + 1) : "icmp",
        port ? Integer.parseInt(probe.port().substring(0, slash)) : -1);
  }
}
