package io.coldtrace.parsers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A table for people, with titles above columns that are as wide as their widest cell.
 *
 * <pre>
 * NAME     STATUS   ROLES           AGE   VERSION
 * node-1   Ready    control-plane   47m   v1.28.2
 * </pre>
 *
 * Of a table that lost its alignment (tabs, a mail program) cells are told apart by the blanks
 * between them.
 */
public final class TextTable {
  /** Two blanks or a tab part cells: one may stand within a cell. */
  private static final Pattern CELL = Pattern.compile("\\S+(?: \\S+)*");

  private final List<String> titles;
  private final List<Integer> starts;

  private TextTable(List<String> titles, List<Integer> starts) {
    this.titles = titles;
    this.starts = starts;
  }

  /** A table whose head line this is. */
  public static TextTable of(String head) {
    List<String> titles = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    Matcher cells = CELL.matcher(head);
    while (cells.find()) {
      titles.add(cells.group());
      starts.add(cells.start());
    }
    return new TextTable(List.copyOf(titles), List.copyOf(starts));
  }

  /** A table that was pasted without its head line. */
  public static TextTable withTitles(String... titles) {
    return new TextTable(List.of(titles), List.of());
  }

  /** The titles in their order. */
  public List<String> titles() {
    return titles;
  }

  /**
   * The cells of a row by their titles, those that hold nothing left out; empty if the line is no
   * row of this table.
   *
   * @param isRow whether such cells can be a row: a line that fits in more than one way is tried in
   *     all
   */
  public Optional<Map<String, String>> row(String line, Predicate<Map<String, String>> isRow) {
    return Stream.of(aligned(line), parted(line, "\\s{2,}|\\t"), parted(line, "\\s+"))
        .flatMap(Optional::stream)
        .map(this::named)
        .filter(isRow)
        .findFirst();
  }

  /** Cut where the titles begin: before each place there has to be a blank. */
  private Optional<List<String>> aligned(String line) {
    if (starts.isEmpty() || line.indexOf('\t') >= 0) {
      return Optional.empty();
    }
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int start = Math.min(starts.get(i), line.length());
      int end = i + 1 < starts.size() ? Math.min(starts.get(i + 1), line.length()) : line.length();
      boolean atCell = i == 0 || start == line.length() || line.charAt(start - 1) == ' ';
      String cell = line.substring(start, end);
      if (!atCell || (cell.strip().contains("  ") && i + 1 < starts.size())) {
        return Optional.empty();
      }
      cells.add(cell.strip());
    }
    return cells.get(0).isEmpty() ? Optional.empty() : Optional.of(cells);
  }

  /** By the blanks between them; the last cell may hold any. */
  private Optional<List<String>> parted(String line, String blanks) {
    String[] cells = line.strip().split(blanks, titles.size());
    return cells.length == titles.size() ? Optional.of(List.of(cells)) : Optional.empty();
  }

  private Map<String, String> named(List<String> cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        row.put(titles.get(i), cells.get(i));
      }
    }
    return row;
  }
}
