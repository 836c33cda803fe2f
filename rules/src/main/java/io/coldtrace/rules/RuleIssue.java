package io.coldtrace.rules;

import java.util.Comparator;

/**
 * A mistake in a rule's files.
 *
 * <pre>
 * kernel/icmp-echo-ignored/rule.yaml:7:9: undefined field 'kay'
 *   when: s.kay == "1"
 *          ^
 * </pre>
 *
 * @param file the path under the catalog's folder
 * @param line counts from 1
 * @param column counts from 1
 * @param excerpt the line as it stands; empty if there is none
 */
public record RuleIssue(String file, int line, int column, String message, String excerpt)
    implements Comparable<RuleIssue> {
  private static final Comparator<RuleIssue> ORDER =
      Comparator.comparing(RuleIssue::file)
          .thenComparing(RuleIssue::line)
          .thenComparing(RuleIssue::column)
          .thenComparing(RuleIssue::message);

  @Override
  public int compareTo(RuleIssue other) {
    return ORDER.compare(this, other);
  }

  /** The message with its place, the line and a caret under the column. */
  @Override
  public String toString() {
    String place = file + ":" + line + ":" + column + ": " + message;
    return excerpt.isEmpty()
        ? place
        : place + "\n  " + excerpt + "\n  " + " ".repeat(Math.max(0, column - 1)) + "^";
  }
}
