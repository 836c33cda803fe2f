package io.coldtrace.analyzer.corpus;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coldtrace.report.Prediction;
import io.coldtrace.report.ProbeOutcome;
import io.coldtrace.report.Report;
import java.util.function.Predicate;

/**
 * What the model said of an incident's probes, without their results: {@code {pass: 120, fail: 2,
 * unknown: 1, wrong: 0}}.
 *
 * @param wrong how many of them went otherwise: what an underlay loses, no model of the nodes can
 *     see
 */
public record Predictions(
    @JsonProperty(required = true) int pass,
    @JsonProperty(required = true) int fail,
    @JsonProperty(required = true) int unknown,
    @JsonProperty(required = true) int wrong) {
  /** Of an expectation that says nothing of them; they are not compared then. */
  static final Predictions UNSTATED = new Predictions(-1, -1, -1, -1);

  static Predictions of(Report report) {
    return new Predictions(
        count(report, probe -> probe.predicted() == Prediction.PASS),
        count(report, probe -> probe.predicted() == Prediction.FAIL),
        count(report, probe -> probe.predicted() == Prediction.UNKNOWN),
        count(report, Predictions::isWrong));
  }

  private static int count(Report report, Predicate<ProbeOutcome> which) {
    return (int) report.probes().stream().filter(which).count();
  }

  private static boolean isWrong(ProbeOutcome probe) {
    return (probe.passed() && probe.predicted() == Prediction.FAIL)
        || (probe.failed() && probe.predicted() == Prediction.PASS);
  }

  boolean isStated() {
    return pass >= 0;
  }

  /** As it stands in the file, with a line feed at its end; empty if nothing is said. */
  String text() {
    return isStated()
        ? "predictions: {pass: %d, fail: %d, unknown: %d, wrong: %d}%n"
            .formatted(pass, fail, unknown, wrong)
        : "";
  }
}
