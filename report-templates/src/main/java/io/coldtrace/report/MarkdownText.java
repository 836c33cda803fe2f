package io.coldtrace.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of a snapshot as Markdown that says just that: no link, no markup, no end of a fence. */
final class MarkdownText {
  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_{}\\[\\]<>#|!~&@$]");
  private static final Pattern BACKTICKS = Pattern.compile("`+");
  private static final Pattern LINE_START = Pattern.compile("^(\\d+)([.)])|^([-+=])");

  private MarkdownText() {}

  /** On one line, its markup escaped. */
  static String plain(String text) {
    String escaped = MARKUP.matcher(VisibleText.line(text)).replaceAll("\\\\$0");
    Matcher start = LINE_START.matcher(escaped);
    return start.find()
        ? start.replaceFirst(start.group(3) == null ? "$1\\\\$2" : "\\\\$3")
        : escaped;
  }

  /** As code within a line. */
  static String code(String text) {
    String line = VisibleText.line(text);
    String ticks = ticks(line, 1);
    boolean padded = line.startsWith("`") || line.endsWith("`");
    return ticks + (padded ? " " + line + " " : line) + ticks;
  }

  /** A block of code, with a line feed at its end. */
  static String block(String language, String text) {
    String visible = VisibleText.lines(text);
    String fence = ticks(visible, 3);
    return fence + language + "\n" + visible + "\n" + fence + "\n";
  }

  /** More than any run of them in the text. */
  private static String ticks(String text, int least) {
    int longest =
        BACKTICKS.matcher(text).results().mapToInt(run -> run.group().length()).max().orElse(0);
    return "`".repeat(Math.max(least, longest + 1));
  }
}
