package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Choosing facts by type. */
final class Facts {
  private Facts() {}

  /** The facts of one type, in order. */
  static <T extends Fact> List<T> only(Collection<? extends Fact> facts, Class<T> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The facts of these types by node, in order: one look at each fact, however many nodes. */
  static Map<String, List<Fact>> byNode(
      Collection<? extends Fact> facts, List<Class<? extends Fact>> types) {
    Map<String, List<Fact>> byNode = new HashMap<>();
    for (Fact fact : facts) {
      if (types.contains(fact.getClass())) {
        byNode.computeIfAbsent(fact.source().node(), node -> new ArrayList<>()).add(fact);
      }
    }
    return byNode;
  }
}
