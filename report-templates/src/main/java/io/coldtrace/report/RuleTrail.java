package io.coldtrace.report;

import java.util.List;

/**
 * How a packet comes from a hook to the rule that decides: the jumps from chain to chain.
 *
 * @param diagnosis the place of the diagnosis in the report, from 0
 * @param verdict {@code dropped} or {@code rejected}
 */
public record RuleTrail(
    int diagnosis, String node, String table, String verdict, List<Step> steps) {
  public RuleTrail {
    steps = List.copyOf(steps);
  }

  /**
   * A rule of a chain.
   *
   * @param chain that it stands in
   * @param position in its chain, from 1; 0 if it is the chain's policy
   */
  public record Step(String chain, int position, Evidence rule) {}
}
