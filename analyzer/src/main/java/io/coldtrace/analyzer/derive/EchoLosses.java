package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.EchoLoss;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Pings of nodes that are lost on the underlay where everything else passes. */
final class EchoLosses {
  private EchoLosses() {}

  /**
   * @param explained failed probes that something on a node accounts for
   * @param answering nodes that are known to answer pings
   */
  static Optional<EchoLoss> of(
      Collection<Probe> probes, Set<String> explained, Set<String> answering) {
    Map<String, Probe> passed = new TreeMap<>();
    Map<String, List<Probe>> lost = new TreeMap<>();
    for (Probe probe : probes) {
      boolean crosses = UnreachableNodes.crosses(probe);
      boolean ofNode = probe.question().equals("ping-node");
      if (crosses && probe.ok() && !ofNode) {
        passed.putIfAbsent(pair(probe), probe);
      } else if (crosses
          && ofNode
          && probe.result().equals("timeout")
          && answering.contains(probe.targetNode())
          && !explained.contains(probe.id())) {
        lost.computeIfAbsent(pair(probe), unused -> new ArrayList<>()).add(probe);
      }
    }
    // Where small pings pass, it is the size.
    probes.stream()
        .filter(probe -> probe.kind().equals("ping-node") && probe.ok())
        .forEach(probe -> lost.remove(pair(probe)));
    lost.keySet().retainAll(passed.keySet());
    return lost.isEmpty() ? Optional.empty() : Optional.of(loss(lost, passed));
  }

  private static String pair(Probe probe) {
    return probe.node() + " → " + probe.targetNode();
  }

  private static EchoLoss loss(Map<String, List<Probe>> lost, Map<String, Probe> passed) {
    List<Source> signs = lost.values().stream().map(pings -> pings.get(0).source()).toList();
    return new EchoLoss(
        signs.get(0),
        List.copyOf(lost.keySet()),
        lost.keySet().stream().map(pair -> passed.get(pair).id()).toList(),
        signs,
        lost.values().stream().flatMap(List::stream).map(Probe::id).sorted().toList());
  }
}
