package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * The nodes fall into groups: within each, pods reach each other; from one group to another none
 * does, and nothing on the nodes accounts for it. One for the whole snapshot.
 *
 * @param source a failed probe from one group to another
 * @param groups the nodes of each with commas between, sorted; at least two of two nodes or more
 * @param pingable whether the nodes' own addresses answer between the groups
 * @param signs a failed probe of each pair of groups
 * @param probes all failed probes between groups
 */
public record SplitPaths(
    Source source, List<String> groups, boolean pingable, List<Source> signs, List<String> probes)
    implements Fact {
  public SplitPaths {
    groups = List.copyOf(groups);
    signs = List.copyOf(signs);
    probes = List.copyOf(probes);
  }
}
