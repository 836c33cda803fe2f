package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * Failed probes that the model delivers and that no capture, no pod's state explains: lost on this
 * node by something that no collected file shows.
 *
 * @param source the first such probe
 * @param node where the probes have in common that they end or start; empty if they share no node
 * @param probes their ids
 * @param arrived whether the node's capture saw their packets come in
 * @param agents products of security agents that run there
 * @param agentSigns the lines that show them
 */
public record UnexplainedLoss(
    Source source,
    String node,
    List<String> probes,
    boolean arrived,
    List<String> agents,
    List<Source> agentSigns)
    implements Fact {
  public UnexplainedLoss {
    probes = List.copyOf(probes);
    agents = List.copyOf(agents);
    agentSigns = List.copyOf(agentSigns);
  }
}
