package io.coldtrace.parsers.kind;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of kinds and regular expressions, from a tab-separated file beside this class. {@code let
 * NAME EXPRESSION} names a piece, {@code {NAME}} puts it in; {@code #} begins a comment.
 *
 * @param rows in the order of the file
 */
public record KindTable(List<Row> rows) {
  /**
   * One row.
   *
   * @param weight 1 in a table that has no weights
   */
  public record Row(String kind, int weight, LinePattern pattern) {
    /** Whether the expression fits somewhere in the text. */
    public boolean fits(String text) {
      return pattern.fits(text);
    }
  }

  /**
   * Reads a table.
   *
   * @param name the file's, beside the class {@code owner}
   * @throws IllegalStateException if the file has a mistake: it is part of the program
   */
  public static KindTable read(Class<?> owner, String name) {
    Map<String, String> pieces = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (String line : lines(owner, name)) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] columns = line.split("\t", 3);
      if (columns[0].equals("let")) {
        pieces.put("{" + columns[1] + "}", columns[2]);
      } else if (columns.length == 3) {
        rows.add(row(columns[0], Integer.parseInt(columns[1]), filled(columns[2], pieces)));
      } else if (columns.length == 2) {
        rows.add(row(columns[0], 1, filled(columns[1], pieces)));
      } else {
        throw new IllegalStateException(name + ": " + line);
      }
    }
    return new KindTable(List.copyOf(rows));
  }

  private static Row row(String kind, int weight, String expression) {
    return new Row(kind, weight, new LinePattern(expression));
  }

  private static String filled(String expression, Map<String, String> pieces) {
    String filled = expression;
    for (Map.Entry<String, String> piece : pieces.entrySet()) {
      filled = filled.replace(piece.getKey(), piece.getValue());
    }
    return filled;
  }

  private static List<String> lines(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
