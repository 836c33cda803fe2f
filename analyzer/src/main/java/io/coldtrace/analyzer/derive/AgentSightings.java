package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.AgentSighting;
import io.coldtrace.facts.kernel.HostProcess;
import io.coldtrace.facts.kernel.KernelModule;
import io.coldtrace.facts.kernel.SystemdUnit;
import io.coldtrace.rules.knowledge.SecurityAgent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Security agents on the nodes, as processes of their own: not in the arguments of a grep or an
 * editor.
 */
final class AgentSightings {
  /** The kernel keeps no more of a process's name. */
  private static final int COMM_LENGTH = 15;

  private static final List<Class<? extends Fact>> TELLING =
      List.of(HostProcess.class, SystemdUnit.class, KernelModule.class);

  private AgentSightings() {}

  static List<AgentSighting> of(Collection<? extends Fact> facts, Set<String> nodes) {
    List<AgentSighting> sightings = new ArrayList<>();
    Map<String, List<Fact>> byNode = Facts.byNode(facts, TELLING);
    for (String node : nodes) {
      List<Fact> own = byNode.getOrDefault(node, List.of());
      SecurityAgent.ALL.forEach(agent -> sighting(node, agent, own).ifPresent(sightings::add));
    }
    return sightings;
  }

  private static Optional<AgentSighting> sighting(
      String node, SecurityAgent agent, List<Fact> facts) {
    TreeSet<String> names = new TreeSet<>();
    List<Source> signs = new ArrayList<>();
    for (Fact fact : facts) {
      seen(fact, agent)
          .ifPresent(
              name -> {
                names.add(name);
                signs.add(fact.source());
              });
    }
    return signs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AgentSighting(
                signs.get(0),
                node,
                agent.product(),
                agent.vendor(),
                List.copyOf(names),
                agent.hooks(),
                agent.effect(),
                signs));
  }

  private static Optional<String> seen(Fact fact, SecurityAgent agent) {
    if (fact instanceof HostProcess process) {
      return matches(agent.processes(), process.name(), true)
          ? Optional.of(process.name())
          : Optional.empty();
    }
    if (fact instanceof SystemdUnit unit && unit.active().equals("active")) {
      String name = unit.name().replaceFirst("\\.service$", "");
      return matches(agent.units(), name, false) ? Optional.of(unit.name()) : Optional.empty();
    }
    if (fact instanceof KernelModule module) {
      return matches(agent.modules(), module.name(), false)
          ? Optional.of(module.name())
          : Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean matches(List<Pattern> patterns, String name, boolean comm) {
    return patterns.stream()
        .anyMatch(
            pattern ->
                pattern.matcher(name).matches()
                    || (comm
                        && name.length() == COMM_LENGTH
                        && pattern.pattern().length() > COMM_LENGTH
                        && pattern.pattern().startsWith(name)));
  }
}
