package io.coldtrace.report;

import java.util.List;

/**
 * The lines around a piece of evidence; shown by the HTML, not in the JSON.
 *
 * @param firstLine the number of the first of the lines
 * @param highlightedLine the number of the one that proves it
 */
public record Excerpt(
    String node, String file, int firstLine, List<String> lines, int highlightedLine) {
  public Excerpt {
    lines = List.copyOf(lines);
  }

  /** Without the blanks that all its lines begin with: what is deep in a document has many. */
  Excerpt outdented() {
    int common =
        lines.stream().filter(line -> !line.isBlank()).mapToInt(Excerpt::indent).min().orElse(0);
    List<String> shown =
        lines.stream().map(line -> line.substring(Math.min(common, line.length()))).toList();
    return new Excerpt(node, file, firstLine, shown, highlightedLine);
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
