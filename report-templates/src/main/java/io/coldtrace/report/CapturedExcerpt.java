package io.coldtrace.report;

import java.util.List;

/**
 * Lines of a captured file to browse.
 *
 * @param firstLine the number of the first of them
 * @param total how many lines the file has
 */
public record CapturedExcerpt(
    String node, String file, int firstLine, List<String> lines, long total) {
  public CapturedExcerpt {
    lines = List.copyOf(lines);
  }
}
