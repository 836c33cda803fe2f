package io.coldtrace.analyzer.diagnose;

import io.coldtrace.report.Verdict;
import java.util.List;
import java.util.NavigableSet;

/**
 * What is wrong with a cluster.
 *
 * @param causes the most likely root cause first
 * @param unexplained failed probes that no cause accounts for
 */
public record Diagnosis(Verdict verdict, List<Cause> causes, NavigableSet<String> unexplained) {}
