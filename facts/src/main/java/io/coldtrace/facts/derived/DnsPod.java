package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A pod of the cluster's DNS and its state.
 *
 * @param source the line that decides its state
 * @param node where it runs; empty if it is not scheduled
 * @param pod namespace and name
 * @param reason why it does not serve: {@code CrashLoopBackOff}, {@code OOMKilled}, ...; empty if
 *     it does
 * @param lastReason why its last run ended; empty if unknown
 * @param probes failed probes of this pod; of the DNS service too, if no DNS pod serves
 */
public record DnsPod(
    Source source,
    String node,
    String pod,
    String ip,
    boolean ready,
    int restarts,
    String reason,
    String lastReason,
    List<String> probes)
    implements Fact {
  public DnsPod {
    probes = List.copyOf(probes);
  }
}
