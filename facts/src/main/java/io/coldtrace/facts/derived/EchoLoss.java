package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * Pings between the nodes' own addresses are lost where other traffic between the same nodes
 * passes, and no rule of a node drops them. One for the whole snapshot.
 *
 * @param source the first such ping
 * @param pairs {@code node-1 → node-2}, sorted
 * @param passed for each pair a probe that passed
 * @param signs such a ping of each pair
 * @param probes all of them
 */
public record EchoLoss(
    Source source, List<String> pairs, List<String> passed, List<Source> signs, List<String> probes)
    implements Fact {
  public EchoLoss {
    pairs = List.copyOf(pairs);
    passed = List.copyOf(passed);
    signs = List.copyOf(signs);
    probes = List.copyOf(probes);
  }
}
