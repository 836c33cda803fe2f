package io.coldtrace.analyzer.diagnose;

import io.coldtrace.rules.Finding;
import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.Severity;
import io.coldtrace.rules.StepKind;
import java.util.List;
import java.util.NavigableSet;

/**
 * A finding, weighed against the probes and the walks.
 *
 * @param severity the finding's, lowered to a warning where nothing is lost by it
 * @param explains failed probes that it accounts for
 * @param contradicts probes that it should have lost and that passed
 * @param under ids of the more general findings that it stands for
 */
public record Cause(
    Finding finding,
    Severity severity,
    NavigableSet<String> explains,
    NavigableSet<String> contradicts,
    List<String> under) {
  /** The steps that mend the running system. */
  List<RemedyStep> fix() {
    return finding.remedy().stream().filter(step -> step.kind() == StepKind.FIX).toList();
  }
}
