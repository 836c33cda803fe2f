package io.coldtrace.parsers.iptables;

import io.coldtrace.parsers.CapturedText;
import java.util.regex.Pattern;

/**
 * The lines that a rule stands on: one, or several of which all but the last end in a backslash, as
 * people write them for a shell.
 *
 * @param content without the backslashes
 */
record RuleLines(int first, int last, String content) {
  /** How a line begins that is none of the line above. */
  private static final Pattern BEGINNING =
      Pattern.compile(
          "(?:-[ACDEFINPRXZ]\\b|--(?:append|check|delete|flush|insert|new|policy|rename|replace|zero)|[:#*\\[]|COMMIT\\b|Chain"
              + " ).*");

  private static final Pattern WITH_OPTION =
      Pattern.compile("(?:.* )?(?:-[jgmpsdio]|--[a-z-]+) .*");
  private static final Pattern PROMPT = Pattern.compile("\\S*[@~\\]:]?\\S*[#$>]\\s.*|\\S+@\\S+:.*");

  static RuleLines at(CapturedText text, int first) {
    String content = text.line(first).strip();
    int last = first;
    while (content.endsWith("\\") && last < text.lines().size()) {
      last++;
      content = content.substring(0, content.length() - 1) + " " + text.line(last).strip();
    }
    return new RuleLines(first, last, content);
  }

  /** The last line that is not blank; 0 if there is none. */
  static int lastWritten(CapturedText text) {
    int last = text.lines().size();
    while (last > 0 && text.line(last).isBlank()) {
      last--;
    }
    return last;
  }

  boolean isShellCommand() {
    return ShellCommand.isOne(content);
  }

  /** Whether the line below is the rest of this one, which a terminal wrapped. */
  boolean isContinued(CapturedText text) {
    if (last >= text.lines().size()) {
      return false;
    }
    String next = text.line(last + 1).strip();
    return !next.isEmpty()
        && !next.startsWith("[")
        && !next.startsWith("-A ")
        && !BEGINNING.matcher(next).matches()
        && !ShellCommand.isOne(next)
        && !ToolMessage.isOne(next)
        && WITH_OPTION.matcher(next + " ").matches()
        && !PROMPT.matcher(next).matches();
  }
}
