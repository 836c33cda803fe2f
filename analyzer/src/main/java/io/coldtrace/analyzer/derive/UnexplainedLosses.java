package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.AgentSighting;
import io.coldtrace.facts.derived.UnexplainedLoss;
import io.coldtrace.facts.derived.VxlanDelivery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Failed probes that nothing explains, gathered by the nodes that they have in common. */
final class UnexplainedLosses {
  private UnexplainedLosses() {}

  static List<UnexplainedLoss> of(
      Collection<Probe> probes,
      Set<String> explained,
      Collection<VxlanDelivery> deliveries,
      Collection<AgentSighting> agents) {
    List<Probe> left = new ArrayList<>();
    probes.stream().filter(p -> p.failed() && !explained.contains(p.id())).forEach(left::add);
    List<UnexplainedLoss> losses = new ArrayList<>();
    while (!left.isEmpty()) {
      String node = commonNode(left);
      List<Probe> own =
          node.isEmpty()
              ? List.copyOf(left)
              : left.stream().filter(p -> touches(p, node, left)).toList();
      losses.add(loss(node, own, deliveries, agents));
      left.removeAll(own);
    }
    return losses;
  }

  /**
   * The node that most of the probes start or end on; of two with as many, the one that more of
   * them are for. A probe of a service counts for its start alone.
   */
  private static String commonNode(List<Probe> probes) {
    Map<String, Integer> ends = new TreeMap<>();
    Map<String, Integer> targets = new TreeMap<>();
    for (Probe probe : probes) {
      ends.merge(probe.node(), 1, Integer::sum);
      if (!probe.targetNode().isEmpty() && !probe.targetNode().equals(probe.node())) {
        ends.merge(probe.targetNode(), 1, Integer::sum);
        targets.merge(probe.targetNode(), 1, Integer::sum);
      }
    }
    return ends.keySet().stream()
        .max(
            Comparator.comparing((String node) -> ends.get(node))
                .thenComparing(node -> targets.getOrDefault(node, 0))
                .thenComparing(Comparator.reverseOrder()))
        .orElse("");
  }

  /**
   * Whether the probe starts or ends on the node; of a service, whether one of its pods there
   * failed to answer the same asker, for the service may have sent it to that pod.
   */
  private static boolean touches(Probe probe, String node, List<Probe> failed) {
    if (!probe.targetNode().isEmpty() || probe.node().equals(node)) {
      return probe.node().equals(node) || probe.targetNode().equals(node);
    }
    return failed.stream()
        .anyMatch(
            other ->
                other.question().equals("dns-pod")
                    && other.node().equals(probe.node())
                    && other.targetNode().equals(node));
  }

  private static UnexplainedLoss loss(
      String node,
      List<Probe> probes,
      Collection<VxlanDelivery> deliveries,
      Collection<AgentSighting> agents) {
    boolean arrived =
        deliveries.stream()
            .anyMatch(delivery -> delivery.to().equals(node) && delivery.arrived() > 0);
    List<AgentSighting> here =
        agents.stream().filter(agent -> agent.hooks() && agent.node().equals(node)).toList();
    List<Source> signs = new ArrayList<>();
    here.forEach(agent -> signs.addAll(agent.signs()));
    Optional<Probe> first = probes.stream().min(Comparator.comparing(Probe::id));
    return new UnexplainedLoss(
        first.map(Probe::source).orElse(Source.NONE),
        node,
        probes.stream().map(Probe::id).sorted().toList(),
        arrived,
        here.stream().map(AgentSighting::product).distinct().toList(),
        signs);
  }
}
