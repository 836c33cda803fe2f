package io.coldtrace.report;

import java.util.List;

/**
 * The report; its JSON image is {@code coldtrace-report/1}, field by field.
 *
 * @param schema {@link #SCHEMA}
 * @param diagnoses the most likely root cause first
 * @param probes of all nodes, by id
 * @param notEvaluated rules that lacked facts
 */
public record Report(
    String schema,
    Verdict verdict,
    Snapshot snapshot,
    List<Diagnosis> diagnoses,
    List<ProbeOutcome> probes,
    List<NotEvaluated> notEvaluated,
    Input input) {
  public Report {
    diagnoses = List.copyOf(diagnoses);
    probes = List.copyOf(probes);
    notEvaluated = List.copyOf(notEvaluated);
  }

  /** The name of the format. */
  public static final String SCHEMA = "coldtrace-report/1";
}
