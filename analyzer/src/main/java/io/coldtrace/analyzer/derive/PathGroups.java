package io.coldtrace.analyzer.derive;

import io.coldtrace.analyzer.derive.UnderlayBlocks.Pair;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.SplitPaths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Groups of nodes whose pods reach each other, and none of the other groups'. */
final class PathGroups {
  private static final Set<String> OF_THE_UNDERLAY =
      Set.of("ping-node", "udp-vxlan", "udp-neighbor");

  private final Set<Pair> good = new HashSet<>();
  private final Map<String, TreeSet<String>> groups = new TreeMap<>();
  private final List<Probe> lost = new ArrayList<>();
  private boolean pingable;

  private PathGroups() {}

  /**
   * @param explained failed probes that something on a node accounts for
   */
  static Optional<SplitPaths> of(Collection<Probe> probes, Set<String> explained) {
    PathGroups found = new PathGroups();
    for (Probe probe : probes) {
      if (UnreachableNodes.crosses(probe)) {
        found.add(probe, explained);
      }
    }
    found.lost.removeIf(probe -> found.good.contains(UnreachableNodes.pair(probe)));
    return found.lost.isEmpty() ? Optional.empty() : found.split(probes);
  }

  private void add(Probe probe, Set<String> explained) {
    for (String end : List.of(probe.node(), probe.targetNode())) {
      groups.computeIfAbsent(end, node -> new TreeSet<>(Set.of(node)));
    }
    boolean overlay = !OF_THE_UNDERLAY.contains(probe.question());
    if (overlay && probe.ok()) {
      good.add(UnreachableNodes.pair(probe));
      join(probe.node(), probe.targetNode());
    } else if (overlay && probe.failed() && !explained.contains(probe.id())) {
      lost.add(probe);
    }
  }

  private void join(String one, String other) {
    TreeSet<String> group = groups.get(one);
    if (!group.contains(other)) {
      group.addAll(groups.get(other));
      group.forEach(node -> groups.put(node, group));
    }
  }

  private Optional<SplitPaths> split(Collection<Probe> probes) {
    Set<TreeSet<String>> distinct = new HashSet<>(groups.values());
    boolean within =
        lost.stream().anyMatch(probe -> groups.get(probe.node()).contains(probe.targetNode()));
    long large = distinct.stream().filter(group -> group.size() > 1).count();
    if (within || large < 2) {
      return Optional.empty();
    }
    pingable =
        probes.stream()
            .filter(probe -> probe.kind().equals("ping-node") && probe.ok())
            .filter(UnreachableNodes::crosses)
            .anyMatch(probe -> !groups.get(probe.node()).contains(probe.targetNode()));
    Map<String, Source> signs = new TreeMap<>();
    lost.forEach(
        probe ->
            signs.putIfAbsent(
                groups.get(probe.node()).first() + " " + groups.get(probe.targetNode()).first(),
                probe.source()));
    return Optional.of(
        new SplitPaths(
            signs.values().iterator().next(),
            distinct.stream().map(group -> String.join(", ", group)).sorted().toList(),
            pingable,
            List.copyOf(signs.values()),
            lost.stream().map(Probe::id).sorted().toList()));
  }
}
