package io.coldtrace.report;

import io.coldtrace.facts.capture.Probe;
import java.util.List;

/** How the probes of a kind went. */
public record KindCount(String name, String letter, int passed, int failed, int skipped) {
  static KindCount of(ProbeMatrix.Kind kind, Report report) {
    List<ProbeOutcome> same =
        report.probes().stream()
            .filter(probe -> Probe.question(probe.kind()).equals(kind.name()))
            .toList();
    return new KindCount(
        kind.name(),
        kind.letter(),
        (int) same.stream().filter(ProbeOutcome::passed).count(),
        (int) same.stream().filter(ProbeOutcome::failed).count(),
        (int) same.stream().filter(ProbeOutcome::skipped).count());
  }
}
