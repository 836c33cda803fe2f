package io.coldtrace.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Nodes of a very large cluster that fail alike, and nodes that do not fail, are one row. */
final class NodeGroups {
  private final Map<String, String> groupOf = new HashMap<>();
  private final Map<String, String> firstOf = new HashMap<>();

  private NodeGroups() {}

  /** Each node for itself up to this number of them. */
  static NodeGroups of(Report report, Set<String> culprits, int most) {
    Map<String, Set<String>> lostTo = new TreeMap<>();
    Map<String, Set<String>> lostFrom = new TreeMap<>();
    for (ProbeOutcome probe : report.probes()) {
      String to = probe.targetNode().isEmpty() ? probe.target() : probe.targetNode();
      lostTo.computeIfAbsent(probe.node(), node -> new TreeSet<>());
      if (!probe.targetNode().isEmpty()) {
        lostTo.computeIfAbsent(to, node -> new TreeSet<>());
      }
      if (probe.failed()) {
        lostTo.get(probe.node()).add(to);
        lostFrom.computeIfAbsent(to, node -> new TreeSet<>()).add(probe.node());
      }
    }
    NodeGroups groups = new NodeGroups();
    if (lostTo.size() > most) {
      groups.group(lostTo, lostFrom, culprits);
    }
    return groups;
  }

  private void group(
      Map<String, Set<String>> lostTo, Map<String, Set<String>> lostFrom, Set<String> culprits) {
    Map<String, List<String>> alike = new TreeMap<>();
    lostTo.forEach(
        (node, to) -> {
          String pattern = to + " " + lostFrom.getOrDefault(node, Set.of());
          String key = culprits.contains(node) ? "culprit " + node : pattern;
          alike.computeIfAbsent(key, k -> new ArrayList<>()).add(node);
        });
    for (List<String> nodes : alike.values()) {
      String first = nodes.get(0);
      String name = nodes.size() == 1 ? first : first + " … \u00d7" + nodes.size();
      firstOf.put(name, first);
      nodes.forEach(node -> groupOf.put(node, name));
    }
  }

  /** The row of a node: itself, or a group by the name of its first one and its size. */
  String of(String node) {
    return groupOf.getOrDefault(node, node);
  }

  /** The first node of a group. */
  String first(String group) {
    return firstOf.getOrDefault(group, group);
  }
}
