package io.coldtrace.facts.derived;

import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A rule of destination NAT, of neither kube-proxy nor a container runtime, that sends flows of the
 * cluster where nobody answers them.
 *
 * @param source the rule
 * @param text as written
 * @param owner as in {@link PacketLoss}
 * @param program as in {@link PacketLoss}
 * @param removal the shell command that takes it away; empty if none is known
 * @param flows walks that end by it
 * @param probes failed probes among them
 */
public record Redirection(
    Source source,
    String node,
    String text,
    String owner,
    String program,
    String removal,
    List<String> flows,
    List<String> probes)
    implements BreaksFlows {
  public Redirection {
    flows = List.copyOf(flows);
    probes = List.copyOf(probes);
  }
}
