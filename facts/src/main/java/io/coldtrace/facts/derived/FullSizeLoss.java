package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * Packets that fill the MTU do not arrive between nodes where small ones do. One for the whole
 * snapshot.
 *
 * @param source the first such probe
 * @param nodes whose paths are hit; empty if that is all of them
 * @param pairs {@code node-1 → node-2}, sorted
 * @param lost the smallest packet that was lost on these paths, in bytes as the underlay carries
 *     it; -1 if unknown
 * @param passed the largest one that arrived there; -1 if unknown
 * @param told whether a router, or the own kernel, said that the packet is too large
 * @param underlay whether the nodes' own addresses lose them too
 * @param signs such a probe of each pair
 * @param probes all of them
 */
public record FullSizeLoss(
    Source source,
    List<String> nodes,
    List<String> pairs,
    int lost,
    int passed,
    boolean told,
    boolean underlay,
    List<Source> signs,
    List<String> probes)
    implements Fact {
  public FullSizeLoss {
    nodes = List.copyOf(nodes);
    pairs = List.copyOf(pairs);
    signs = List.copyOf(signs);
    probes = List.copyOf(probes);
  }
}
