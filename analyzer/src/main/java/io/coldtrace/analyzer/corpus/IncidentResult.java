package io.coldtrace.analyzer.corpus;

import static java.util.stream.Collectors.joining;

import io.coldtrace.report.Diagnosis;
import io.coldtrace.report.ProbeOutcome;
import io.coldtrace.report.Report;
import io.coldtrace.report.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the analysis of an incident said, beside what it must say.
 *
 * @param said in the form of what is expected
 * @param flaws what is not as it must be, in words; empty if all is
 * @param seconds that it took
 */
public record IncidentResult(
    Incident incident,
    ExpectedReport expected,
    ExpectedReport said,
    List<String> flaws,
    double seconds) {
  public IncidentResult {
    flaws = List.copyOf(flaws);
  }

  static IncidentResult of(
      Incident incident, ExpectedReport expected, Report report, double seconds)
      throws IOException {
    ExpectedReport said = expected.said(report);
    List<String> flaws = new ArrayList<>(incident.flaws());
    if (!said.text().equals(expected.text())) {
      flaws.add("expected\n" + expected.text() + "found\n" + said.text());
    }
    Set<String> misleading =
        report.diagnoses().stream()
            .flatMap(each -> Stream.concat(Stream.of(each.id()), each.under().stream()))
            .filter(expected.never()::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!misleading.isEmpty()) {
      flaws.add("must not be said: " + String.join(", ", misleading));
    }
    List<String> unexplained = unexplained(report);
    if (report.verdict() == Verdict.HEALTHY && !unexplained.isEmpty()) {
      flaws.add("failed, and no diagnosis says why: " + String.join(", ", unexplained));
    }
    return new IncidentResult(incident, expected, said, flaws, seconds);
  }

  private static List<String> unexplained(Report report) {
    Set<String> explained =
        report.diagnoses().stream()
            .map(Diagnosis::explains)
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    return report.probes().stream()
        .filter(probe -> !probe.ok() && !probe.result().equals("skipped"))
        .map(ProbeOutcome::id)
        .filter(id -> !explained.contains(id))
        .toList();
  }

  /** Whether all is as it must be. */
  public boolean passed() {
    return flaws.isEmpty();
  }

  /** Id and nodes of the first cause that must be found; {@code healthy} where none must. */
  public String expectedFirst() {
    return first(expected);
  }

  /** Id and nodes of the first cause that was found. */
  public String saidFirst() {
    return first(said);
  }

  /** Whether no cause must be found. */
  boolean isQuiet() {
    return causes(expected).findFirst().isEmpty();
  }

  /** All causes that must be found, with their nodes, or the verdict. */
  String expectedCauses() {
    String all = causes(expected).map(line -> line.id() + nodes(line)).collect(joining("; "));
    return all.isEmpty() ? expected.verdict() : all;
  }

  /** How surely each of them must be named. */
  String expectedConfidence() {
    return causes(expected).map(ExpectedReport.Line::confidence).collect(joining("; "));
  }

  private static String first(ExpectedReport report) {
    return causes(report).findFirst().map(line -> line.id() + nodes(line)).orElse(report.verdict());
  }

  private static String nodes(ExpectedReport.Line line) {
    return line.nodes().isEmpty() ? "" : " on " + String.join(", ", line.nodes());
  }

  /** The file as it would have to be for this to pass; what must never be said stays. */
  public String updated() {
    return said.text() + "never: [" + String.join(", ", expected.never()) + "]\n";
  }

  /** Ids of what breaks traffic. */
  static Set<String> ids(ExpectedReport report) {
    return causes(report)
        .map(ExpectedReport.Line::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<ExpectedReport.Line> causes(ExpectedReport report) {
    return report.diagnoses().stream()
        .filter(line -> line.severity().equals("critical") || line.severity().equals("error"));
  }
}
