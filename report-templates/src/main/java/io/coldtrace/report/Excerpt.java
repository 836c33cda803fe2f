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
}
