package io.coldtrace.analyzer.loose;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What stands among the lines of an output and is none of them: words of a shell, of kubectl, of
 * the tool's standard error.
 */
final class ToolMessages {
  private static final int LONGEST = 1000;

  private static final List<Pattern> MESSAGES =
      List.of(
          // a shell
          Pattern.compile("-?(?:ba|da|a|z|k)?sh: (?:line [0-9]+: |[0-9]+: )?.+: .+"),
          Pattern.compile("[\\w./-]+: (?:command|file|command or file) not found"),
          Pattern.compile("\\^[CZD\\\\]"),
          Pattern.compile("(?:Killed|Terminated|Aborted|Segmentation fault|logout|exit)(?: .*)?"),
          Pattern.compile(
              "(?:\\[sudo\\] password for|sudo: |Last login: |Connection to \\S+ closed).*"),
          // kubectl
          Pattern.compile("command terminated with (?:non-zero )?exit code.*"),
          Pattern.compile(
              "(?:Error from server|error: |Unable to connect to the server|The connection to the server).*"),
          Pattern.compile(
              "(?:Defaulted container|Defaulting container name|Unable to use a TTY|If you don't see a command prompt).*"),
          Pattern.compile("(?:Warning|WARNING|Note|NOTE): .*"),
          Pattern.compile("No resources found.*"),
          // a runner of commands
          Pattern.compile("(?:Non-zero exit status|[Ee]xit (?:status|code)): ?-?[0-9]+"),
          Pattern.compile("timeout: .*"),
          Pattern.compile("Message truncated|<truncated>|\\.\\.\\.|<snip>|\\[\\.\\.\\.\\]"),
          // any tool: its name, a colon, what went wrong
          Pattern.compile(
              "(?i)(?:/[\\w/.-]+/)?[a-z][\\w.-]*: .*(?:error|warning|cannot|can't|couldn't|unable|failed|denied|"
                  + "not found|no such|not permitted|unrecognized|invalid|unknown|bad |missing|usage|"
                  + "unsupported|not supported|refused|unreachable|timed out|too many|try ).*"));

  private ToolMessages() {}

  /** Whether a line that no parser claimed is such a message. */
  static boolean matches(String line) {
    String text = line.strip();
    return text.length() <= LONGEST
        && MESSAGES.stream().anyMatch(message -> message.matcher(text).matches());
  }

  /** Whether it is a note of whoever pasted the text, or a comment. */
  static boolean isNote(String line) {
    return line.stripLeading().startsWith("#");
  }
}
