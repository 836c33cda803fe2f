package io.coldtrace.parsers.kind;

import java.util.Optional;
import java.util.regex.Pattern;

/** Tells what a command prints. */
public final class CommandKinds {
  private static final KindTable COMMANDS = KindTable.read(CommandKinds.class, "commands.tsv");

  /** What follows a pipe and leaves lines as they are. */
  private static final Pattern KEEPS_LINES =
      Pattern.compile(
          "(?:sudo )?(?:[ef]?grep|zgrep|rg|head|tail|less|more|cat|tee|sort|uniq|tac|cut -c)\\b.*");

  private static final Pattern READS_FILE =
      Pattern.compile(
          "(?:cat|tac|less|more|head|tail|[ef]?grep|vi|vim|view|nl)\\b.*?"
              + " (?<path>(?:/|\\./|~/)?[\\w.@*-]+(?:/[\\w.@:*-]+)+)(?: .*)?");

  private CommandKinds() {}

  /**
   * The kind of what a command prints; empty if it is not known, or is several things.
   *
   * @param command as {@link TypedCommand} left it
   */
  public static Optional<String> kindOf(String command) {
    if (command.matches(".*(?:;|&&|\\|\\|| > ?[^&]| >> ).*")) {
      return Optional.empty();
    }
    String[] stages = command.split(" *\\| *", -1);
    for (int stage = 1; stage < stages.length; stage++) {
      if (!KEEPS_LINES.matcher(stages[stage].strip()).matches()) {
        return Optional.empty();
      }
    }
    String first = stages[0].replaceAll(" +", " ").strip();
    var read = READS_FILE.matcher(first);
    if (read.matches()) {
      return PathKinds.byTable(read.group("path"));
    }
    return COMMANDS.rows().stream()
        .filter(row -> row.fits(first))
        .map(KindTable.Row::kind)
        .findFirst();
  }
}
