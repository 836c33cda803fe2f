package io.coldtrace.analyzer.remedy;

import io.coldtrace.analyzer.derive.FlannelStart;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.kubernetes.KubeConfigMap;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import io.coldtrace.parsers.command.NodeCommand;
import io.coldtrace.parsers.command.NodeCommand.ConfigMapPatch;
import io.coldtrace.parsers.command.NodeCommand.DaemonSetRestart;
import io.coldtrace.parsers.command.NodeCommands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * flannel configured anew: a patch changes its ConfigMap and no node; once its pods start again,
 * all nodes.
 */
final class FlannelChanges {
  private static final String KEY = "net-conf.json";

  /** Of what flanneld writes on a node. */
  private static final Set<Class<? extends Fact>> WRITTEN =
      Set.of(FdbEntry.class, InterfaceAddress.class, Link.class, Neighbor.class, Route.class);

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

  /** Each node's commands see what they may change alone: there are many, and many more facts. */
  private static Optional<List<Fact>> after(List<Fact> facts, Map<String, List<String>> commands) {
    List<Fact> after = new ArrayList<>();
    Map<String, List<Fact>> written = new HashMap<>();
    for (Fact fact : facts) {
      String node = fact.source().node();
      if (WRITTEN.contains(fact.getClass()) && commands.containsKey(node)) {
        written.computeIfAbsent(node, unused -> new ArrayList<>()).add(fact);
      } else {
        after.add(fact);
      }
    }
    for (Map.Entry<String, List<String>> each : commands.entrySet()) {
      ChangedFacts own = new ChangedFacts(written.getOrDefault(each.getKey(), List.of()));
      for (String line : each.getValue()) {
        for (NodeCommand command : NodeCommands.read(line).orElseThrow()) {
          if (!own.run(each.getKey(), command)) {
            return Optional.empty();
          }
        }
      }
      after.addAll(own.facts());
    }
    return Optional.of(after);
  }
}
