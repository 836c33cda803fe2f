package io.coldtrace.analyzer.archive;

import io.coldtrace.analyzer.loose.ReadSection;
import io.coldtrace.facts.Fact;
import io.coldtrace.parsers.Ignored;
import java.util.List;
import java.util.Map;

/**
 * One output within a file; most files are one.
 *
 * @param line its first one
 * @param kind empty if nothing reads it
 * @param ofNode whether it tells of a node, not of a pod on it
 * @param facts in the order of their lines
 * @param lines that it has: the sum of fact lines, ignored and unrecognized ones
 * @param factLines lines that became facts
 * @param ignored lines by reason
 * @param unrecognized the numbers of the lines that were not understood
 */
public record ParsedPart(
    int line,
    String kind,
    boolean ofNode,
    List<Fact> facts,
    int lines,
    int factLines,
    Map<Ignored, Integer> ignored,
    List<Integer> unrecognized) {
  static ParsedPart of(ReadSection section) {
    return new ParsedPart(
        section.first(),
        section.kind(),
        !section.elsewhere(),
        section.facts(),
        section.lines(),
        section.factLines(),
        section.ignoredByReason(),
        section.unrecognized());
  }
}
