package io.coldtrace.report;

import java.util.Optional;

/**
 * A probe, what came of it and what the model said of it.
 *
 * @param id {@code node-1/ping-pod.default-web-2}
 * @param kind {@code ping-node} and so on, see {@code docs/snapshot-format.md}
 * @param node that it started on
 * @param ok it got its answer, or needed none
 * @param decidedBy the line that decided the model's walk
 * @param targetNode that the target lives on; empty for a service
 * @param result {@code ok}, {@code timeout}, ..., {@code skipped}
 * @param detail the tool's words; may be empty
 */
public record ProbeOutcome(
    String id,
    String kind,
    String node,
    String target,
    boolean ok,
    Prediction predicted,
    Optional<Evidence> decidedBy,
    String targetNode,
    String result,
    String detail) {
  /** It was tried and did not get its answer. */
  public boolean failed() {
    return !ok && !skipped();
  }

  /** It got its answer. */
  public boolean passed() {
    return ok && !skipped();
  }

  /** It was not tried, or its silence tells nothing. */
  boolean skipped() {
    return result.equals("skipped") || result.equals("silent");
  }
}
