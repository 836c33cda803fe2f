package io.coldtrace.report;

import java.util.List;

/**
 * What two snapshots of a cluster say differently, by meaning: the order of lines, counters and
 * generated names are left out.
 *
 * @param title the two that are compared
 * @param diagnoses errors and warnings that are gone or new
 * @param probes that pass and failed, or fail and passed
 * @param flows that the model carries and lost, or loses and carried
 * @param facts what the nodes say of themselves
 */
public record Difference(
    String title,
    List<Change> diagnoses,
    List<Change> probes,
    List<Change> flows,
    List<Change> facts) {
  public Difference {
    diagnoses = List.copyOf(diagnoses);
    probes = List.copyOf(probes);
    flows = List.copyOf(flows);
    facts = List.copyOf(facts);
  }

  /**
   * Something that is not as it was.
   *
   * @param node empty for the cluster
   * @param kind {@code diagnosis}; a probe's kind; what a flow leads to; {@code route}, {@code
   *     sysctl}, ... for a fact
   * @param what changed
   * @param before as programs say it ({@code critical confirmed}, {@code timeout}, {@code dropped},
   *     a value); empty if it is new
   * @param after the same; empty if it is gone
   */
  public record Change(String node, String kind, String what, String before, String after) {
    /** What is said of something whose being there says all. */
    public static final String THERE = "there";
  }

  /** Whether nothing is different. */
  public boolean isEmpty() {
    return diagnoses.isEmpty() && probes.isEmpty() && flows.isEmpty() && facts.isEmpty();
  }
}
