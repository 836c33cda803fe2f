package io.coldtrace.analyzer.remedy;

import io.coldtrace.facts.Fact;
import io.coldtrace.parsers.command.NodeCommand;
import io.coldtrace.parsers.command.NodeCommand.ConfigMapPatch;
import io.coldtrace.parsers.command.NodeCommand.DaemonSetRestart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of a cluster after commands were run on its nodes: what the same listings would tell
 * then. The model is built from them as from any others.
 */
final class ChangedFacts {
  /** Where a fact stands that a command made. */
  static final String FILE = "remedy";

  /** A command sees those of its node alone: there are many commands, and many more facts. */
  private Map<String, List<Fact>> byNode;

  ChangedFacts(Collection<? extends Fact> facts) {
    byNode = byNode(facts);
  }

  private static Map<String, List<Fact>> byNode(Collection<? extends Fact> facts) {
    Map<String, List<Fact>> byNode = new LinkedHashMap<>();
    for (Fact fact : facts) {
      byNode.computeIfAbsent(fact.source().node(), unused -> new ArrayList<>()).add(fact);
    }
    return byNode;
  }

  /** Node by node. */
  List<Fact> facts() {
    return byNode.values().stream().flatMap(List::stream).toList();
  }

  /**
   * Runs a command on a node.
   *
   * @return false if it has nothing to work on there, or its effect is not known
   */
  boolean run(String node, NodeCommand command) {
    if (command instanceof ConfigMapPatch patch) {
      return everywhere(FlannelChanges.patched(facts(), patch));
    } else if (command instanceof DaemonSetRestart restart) {
      return everywhere(FlannelChanges.restarted(facts(), restart));
    }
    List<Fact> own = byNode.getOrDefault(node, List.of());
    Optional<List<Fact>> changed = new NodeChanges(node, own).after(command);
    changed.ifPresent(after -> byNode.put(node, after));
    return changed.isPresent();
  }

  private boolean everywhere(Optional<List<Fact>> changed) {
    changed.ifPresent(after -> byNode = byNode(after));
    return changed.isPresent();
  }
}
