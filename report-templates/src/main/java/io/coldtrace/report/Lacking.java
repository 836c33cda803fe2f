package io.coldtrace.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that was not captured, on however many nodes.
 *
 * @param what a command, a file, a whole node
 * @param nodes none where it is of no node
 */
public record Lacking(String what, String why, List<String> nodes) {
  public Lacking {
    nodes = List.copyOf(nodes);
  }

  /** In the order in which each comes first. */
  static List<Lacking> of(List<MissingInput> missing) {
    Map<List<String>, List<String>> nodes = new LinkedHashMap<>();
    for (MissingInput one : missing) {
      List<String> of =
          nodes.computeIfAbsent(List.of(one.what(), one.why()), key -> new ArrayList<>());
      if (!one.node().isEmpty()) {
        of.add(one.node());
      }
    }
    return nodes.entrySet().stream()
        .map(same -> new Lacking(same.getKey().get(0), same.getKey().get(1), same.getValue()))
        .toList();
  }
}
