package io.coldtrace.analyzer.loose;

import java.util.List;
import java.util.regex.Pattern;

/** Lines that no parser claims, and that stand in a text because it was pasted together. */
final class PastedLines {
  /** {@code ==========}. */
  private static final Pattern RULER = Pattern.compile("[=*~_+-]{5,}");

  /** {@code === Running pods: coredns-x}. */
  private static final Pattern HEADING = Pattern.compile("(?:={3,}|\\*{3,}|#{2,}) ?\\S.*");

  private static final Pattern HERE_DOCUMENT =
      Pattern.compile("(?:sudo )?(?:cat|tee)\\b.*<<-? ?['\"]?\\w+['\"]?.*|EOF|END|EOT");

  private PastedLines() {}

  /**
   * Whether the line announces what follows: a heading, a ruler or a line above one, a command that
   * goes on below, a document for a shell.
   *
   * @param first the number of the first line that may be the output's
   */
  static boolean isAnnouncement(List<String> text, int first, int line) {
    String words = text.get(line - 1).strip();
    return RULER.matcher(words).matches()
        || HEADING.matcher(words).matches()
        || HERE_DOCUMENT.matcher(words).matches()
        || isCommandPart(text, first, line)
        || (line < text.size() && RULER.matcher(text.get(line).strip()).matches());
  }

  /** A command of several lines, all but the last of which end in a backslash. */
  private static boolean isCommandPart(List<String> text, int first, int line) {
    return text.get(line - 1).stripTrailing().endsWith("\\")
        || (line > first && text.get(line - 2).stripTrailing().endsWith("\\"));
  }
}
