package io.coldtrace.rules.knowledge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A tab-separated table among the resources: a head line, then a row a line. */
final class Table {
  private Table() {}

  /** The rows without the head, each with that many columns; missing ones are empty. */
  static List<List<String>> rows(String name, int columns) {
    try (InputStream in = Table.class.getResourceAsStream(name);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> row(line, columns)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> row(String line, int columns) {
    String[] cells = line.split("\t", -1);
    String[] row = new String[columns];
    for (int i = 0; i < columns; i++) {
      row[i] = i < cells.length ? cells[i].strip() : "";
    }
    return List.of(row);
  }
}
