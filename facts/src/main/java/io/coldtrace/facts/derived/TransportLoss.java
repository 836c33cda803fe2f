package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * TCP and UDP are lost between a node and the pods of others where pings to the same pods pass, and
 * nothing on the nodes accounts for it. One for each node that is an end of such a path.
 *
 * @param source the first such probe
 * @param node an end of these paths
 * @param peers the other ends
 * @param probes that failed
 */
public record TransportLoss(Source source, String node, List<String> peers, List<String> probes)
    implements Fact {
  public TransportLoss {
    peers = List.copyOf(peers);
    probes = List.copyOf(probes);
  }
}
