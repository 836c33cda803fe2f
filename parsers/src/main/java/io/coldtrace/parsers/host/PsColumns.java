package io.coldtrace.parsers.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head line of {@code ps}: what stands in which column. */
final class PsColumns {
  private static final Set<String> COMMANDS = Set.of("ARGS", "CMD", "COMMAND", "COMM", "UCMD");
  private static final Pattern WORD = Pattern.compile("\\S+");

  /** {@code Mon Nov 22 10:00:00 2026}, the one column of several words. */
  private static final Pattern LONG_START =
      Pattern.compile("[A-Z][a-z]{2} +[A-Z][a-z]{2} +[0-9]+ [0-9:]{8} [0-9]{4}");

  private final List<String> names = new ArrayList<>();
  private final List<Integer> offsets = new ArrayList<>();

  private PsColumns(String head) {
    Matcher word = WORD.matcher(head);
    while (word.find()) {
      names.add(word.group());
      offsets.add(word.start());
    }
  }

  /** The columns, if the line is a head line. */
  static Optional<PsColumns> of(String line) {
    PsColumns columns = new PsColumns(line);
    boolean isHead =
        columns.names.contains("PID")
            && columns.names.stream().noneMatch(name -> name.matches(".*[a-z/].*"))
            && COMMANDS.contains(columns.names.get(columns.names.size() - 1));
    return isHead ? Optional.of(columns) : Optional.empty();
  }

  /** The cells of a line; empty if it has too few. The last column takes what is left. */
  Optional<PsRow> row(String line) {
    Map<String, String> cells = new HashMap<>();
    int last = names.size() - 1;
    boolean shortName = last > 0 && COMMANDS.contains(names.get(last - 1));
    int position = 0;
    for (int column = 0; column < last; column++) {
      int start = skipBlanks(line, position);
      boolean isName = shortName && column == last - 1;
      position = isName ? endOfName(line, start) : endOfCell(line, start, names.get(column));
      if (position <= start) {
        return Optional.empty();
      }
      String key = isName ? PsRow.NAME : names.get(column);
      cells.putIfAbsent(key, line.substring(start, position).strip());
    }
    cells.put(PsRow.COMMAND, line.substring(skipBlanks(line, position)));
    return cells.get(PsRow.COMMAND).isEmpty() ? Optional.empty() : Optional.of(new PsRow(cells));
  }

  private static int skipBlanks(String line, int from) {
    int position = from;
    while (position < line.length() && line.charAt(position) == ' ') {
      position++;
    }
    return position;
  }

  private static int endOfCell(String line, int start, String column) {
    Matcher longStart = LONG_START.matcher(line).region(start, line.length());
    if (column.equals("STARTED") && longStart.lookingAt()) {
      return longStart.end();
    }
    int end = line.indexOf(' ', start);
    return end < 0 ? line.length() : end;
  }

  /**
   * A process may have blanks in its name, so the name ends where the next column begins: as far
   * from its own begin as in the head line. Where no blank is there, the listing is not padded.
   */
  private int endOfName(String line, int start) {
    int last = names.size() - 1;
    int end = start + offsets.get(last) - offsets.get(last - 1);
    return end < line.length() && line.charAt(end - 1) == ' '
        ? end
        : endOfCell(line, start, names.get(last - 1));
  }
}
