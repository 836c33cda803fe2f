package io.coldtrace.analyzer.archive;

import io.coldtrace.facts.Fact;
import io.coldtrace.parsers.Ignored;
import java.util.List;
import java.util.Map;

/**
 * A file of a snapshot, read.
 *
 * @param kind empty if nothing reads it
 * @param facts in the order of their lines
 * @param lines that it has: the sum of fact lines, ignored and unrecognized ones
 * @param factLines lines that became facts
 * @param ignored lines by reason
 * @param unrecognized the numbers of the lines that were not understood
 */
public record ParsedFile(
    String input,
    String node,
    String path,
    String kind,
    List<Fact> facts,
    int lines,
    int factLines,
    Map<Ignored, Integer> ignored,
    List<Integer> unrecognized) {
  /** It tells of the node itself, before the probes: see {@code docs/snapshot-format.md}. */
  boolean ofNode() {
    return !path.startsWith("after/") && !path.startsWith("pod/");
  }
}
