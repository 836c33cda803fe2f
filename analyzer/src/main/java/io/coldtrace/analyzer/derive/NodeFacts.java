package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Facts of a few types by node, gathered in one pass: what is asked for every pair of nodes must
 * not look at every rule of a large cluster each time.
 */
final class NodeFacts {
  private final Map<Class<?>, Map<String, List<Fact>>> byType = new HashMap<>();

  NodeFacts(Collection<? extends Fact> facts, Set<Class<? extends Fact>> types) {
    types.forEach(type -> byType.put(type, new LinkedHashMap<>()));
    for (Fact fact : facts) {
      Map<String, List<Fact>> byNode = byType.get(fact.getClass());
      if (byNode != null) {
        byNode.computeIfAbsent(fact.source().node(), unused -> new ArrayList<>()).add(fact);
      }
    }
  }

  /** The facts of a type that a node's own files hold. */
  <T extends Fact> List<T> on(String node, Class<T> type) {
    return cast(byType.get(type).getOrDefault(node, List.of()), type);
  }

  /** The facts of a type of all nodes. */
  <T extends Fact> List<T> all(Class<T> type) {
    return byType.get(type).values().stream().flatMap(List::stream).map(type::cast).toList();
  }

  private static <T extends Fact> List<T> cast(List<Fact> facts, Class<T> type) {
    return facts.stream().map(type::cast).toList();
  }
}
