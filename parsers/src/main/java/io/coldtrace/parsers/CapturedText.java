package io.coldtrace.parsers;

import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A captured file as lines of text: decoded, without line ends, BOM, NUL and terminal colors.
 *
 * @param node the node that it was captured on
 * @param file its path under the node's folder
 * @param lines without their ends
 */
public record CapturedText(String node, String file, List<String> lines) {
  public CapturedText {
    lines = List.copyOf(lines);
  }

  /** The place of a line, which counts from 1. */
  public Source at(int line) {
    return new Source(node, file, line);
  }

  /** The line with that number, which counts from 1. */
  public String line(int number) {
    return lines.get(number - 1);
  }
}
