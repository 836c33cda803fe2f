package io.coldtrace.analyzer.remedy;

import io.coldtrace.analyzer.derive.FlannelStart;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.kubernetes.KubeConfigMap;
import io.coldtrace.parsers.command.NodeCommand;
import io.coldtrace.parsers.command.NodeCommand.ConfigMapPatch;
import io.coldtrace.parsers.command.NodeCommand.DaemonSetRestart;
import io.coldtrace.parsers.command.NodeCommands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * flannel configured anew: a patch changes its ConfigMap and no node; once its pods start again,
 * all nodes.
 */
final class FlannelChanges {
  private static final String KEY = "net-conf.json";

  private FlannelChanges() {}

  /** Empty if nobody has listed the ConfigMap, or it is not flannel's: who knows who reads it. */
  static Optional<List<Fact>> patched(List<Fact> facts, ConfigMapPatch patch) {
    boolean found = false;
    List<Fact> after = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact instanceof KubeConfigMap map
          && map.namespace().equals(patch.namespace())
          && map.name().equals(patch.name())
          && map.data().containsKey(KEY)) {
        found = true;
        Map<String, String> data = new HashMap<>(map.data());
        data.putAll(patch.data());
        after.add(new KubeConfigMap(map.source(), map.namespace(), map.name(), data, map.lines()));
      } else {
        after.add(fact);
      }
    }
    return found ? Optional.of(after) : Optional.empty();
  }

  /** Empty if it is not flannel's DaemonSet, or what comes of it is not known. */
  static Optional<List<Fact>> restarted(List<Fact> facts, DaemonSetRestart restart) {
    return FlannelStart.commands(facts, restart.namespace(), restart.name())
        .flatMap(commands -> after(facts, commands));
  }

  private static Optional<List<Fact>> after(List<Fact> facts, Map<String, List<String>> commands) {
    ChangedFacts changed = new ChangedFacts(facts);
    for (Map.Entry<String, List<String>> each : commands.entrySet()) {
      for (String line : each.getValue()) {
        for (NodeCommand command : NodeCommands.read(line).orElseThrow()) {
          if (!changed.run(each.getKey(), command)) {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(changed.facts());
  }
}
