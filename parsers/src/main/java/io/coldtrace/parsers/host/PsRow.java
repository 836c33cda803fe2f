package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.HostProcess;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cells of one line of {@code ps}, by the names of their columns. */
record PsRow(Map<String, String> cells) {
  /** The column of the kernel's name, where there is one besides the command line. */
  static final String NAME = "name";

  static final String COMMAND = "command";

  /** {@code | \_ }, which draws the tree of {@code ps f}. */
  private static final Pattern FOREST = Pattern.compile("[ |\\\\_]*\\\\_ ");

  /** {@code [kworker/0:1H-events_highpri]}. */
  private static final Pattern KERNEL_THREAD = Pattern.compile("\\[(.+?)](?: <defunct>)?");

  /** {@code {exim} /usr/sbin/...}, where busybox knows another name than the command line's. */
  private static final Pattern BUSYBOX_NAME = Pattern.compile("\\{([^}]+)} .*");

  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,5}(?:\\.[0-9]+)?");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** A thread of the process above, as {@code ps m} lists it. */
  boolean isThread() {
    return cells.getOrDefault("PID", "").equals("-");
  }

  Optional<HostProcess> process(Source source) {
    String pid = cells.getOrDefault("PID", "");
    String parent = cells.getOrDefault("PPID", "0");
    if (!NUMBER.matcher(pid).matches() || !NUMBER.matcher(parent).matches()) {
      return Optional.empty();
    }
    Matcher forest = FOREST.matcher(cells.get(COMMAND));
    String command =
        forest.lookingAt() ? cells.get(COMMAND).substring(forest.end()) : cells.get(COMMAND);
    String name = cells.getOrDefault(NAME, "");
    return Optional.of(
        new HostProcess(
            source,
            Integer.parseInt(pid),
            Integer.parseInt(parent),
            first("USER", "UID", "EUSER", "RUSER"),
            first("STAT", "S", "STATE"),
            name.isEmpty() ? nameOf(command) : nameWithoutMarks(name),
            command,
            percent(first("%CPU", "C", "PCPU"))));
  }

  private static double percent(String cell) {
    return PERCENT.matcher(cell).matches() ? Double.parseDouble(cell) : -1;
  }

  private static String nameWithoutMarks(String name) {
    Matcher forest = FOREST.matcher(name);
    String plain = forest.lookingAt() ? name.substring(forest.end()) : name;
    return plain.replaceFirst(" <defunct>$", "");
  }

  /** {@code /usr/sbin/sshd -D} is sshd, {@code nginx: master process} nginx, {@code -bash} bash. */
  private static String nameOf(String command) {
    Matcher thread = KERNEL_THREAD.matcher(command);
    if (thread.matches()) {
      return thread.group(1);
    }
    Matcher busybox = BUSYBOX_NAME.matcher(command);
    if (busybox.matches()) {
      return busybox.group(1);
    }
    String program = command.replaceFirst("\\s.*", "");
    return program
        .substring(program.lastIndexOf('/') + 1)
        .replaceFirst(":$", "")
        .replaceFirst("^-", "");
  }

  private String first(String... columns) {
    for (String column : columns) {
      if (cells.containsKey(column)) {
        return cells.get(column);
      }
    }
    return "";
  }
}
