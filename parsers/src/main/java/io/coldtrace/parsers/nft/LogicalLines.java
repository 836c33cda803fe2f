package io.coldtrace.parsers.nft;

import java.util.List;

/**
 * Joins what nft prints over several lines, until every brace that it opens is closed:
 *
 * <pre>
 * elements = { 10.0.0.1 . 53 : jump c2,
 *              10.0.0.2 . 53 : goto c3 }
 * </pre>
 */
final class LogicalLines {
  private final List<String> lines;
  private boolean joins = true;

  LogicalLines(List<String> lines) {
    this.lines = lines;
  }

  /** A logical line: its text with single blanks, and the number of its last line. */
  record LogicalLine(String text, int last) {}

  /** The line by itself, with single blanks outside of quotes. */
  String single(int line) {
    StringBuilder text = new StringBuilder();
    append(lines.get(line - 1), text);
    return text.toString();
  }

  /** The logical line that begins there; the line alone if its braces are never closed. */
  LogicalLine startingAt(int first) {
    StringBuilder text = new StringBuilder();
    int depth = append(lines.get(first - 1), text);
    String alone = text.toString();
    int last = first;
    while (depth > 0 && joins && last < lines.size()) {
      last++;
      text.append(' ');
      depth += append(lines.get(last - 1), text);
    }
    if (depth > 0) {
      // The listing is cut. Every later line would be searched to the end as well.
      joins = false;
      return new LogicalLine(alone, first);
    }
    return new LogicalLine(text.toString(), last);
  }

  /** How many more braces the line opens than it closes. */
  private static int append(String line, StringBuilder text) {
    int depth = 0;
    boolean quoted = false;
    for (char c : withoutComment(line.strip()).toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ' ' || c == '\t')) {
        if (text.length() > 0 && text.charAt(text.length() - 1) != ' ') {
          text.append(' ');
        }
        continue;
      } else if (!quoted) {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
      text.append(c);
    }
    return depth;
  }

  // Of an opening brace's line: table inet firewalld { # progname firewalld
  private static String withoutComment(String line) {
    int comment = line.indexOf("{ # ");
    return comment < 0 || line.startsWith("# handle", comment + 2)
        ? line
        : line.substring(0, comment + 1);
  }
}
