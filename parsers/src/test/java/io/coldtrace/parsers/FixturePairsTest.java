package io.coldtrace.parsers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Captures and what they say: {@code <kind>/<origin>/<name>.txt} and {@code <name>.facts} beside
 * it. {@code -Dupdate.fixtures=true} writes the second anew; read the difference before you commit.
 */
class FixturePairsTest {
  private static final Path RESOURCES = Path.of("src/test/resources");

  /** Kinds of which the world shows less, or of which one system alone writes files. */
  private static final Path FEWER = RESOURCES.resolve("FEWER-ORIGINS.tsv");

  private static final int ORIGINS = 3;

  @TestFactory
  List<DynamicTest> capturesSayWhatStandsBesideThem() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (FileParser parser : Parsers.all()) {
      for (Path capture : captures(parser.kind())) {
        String name = RESOURCES.relativize(capture).toString();
        tests.add(DynamicTest.dynamicTest(name, () -> check(parser.kind(), capture)));
      }
    }
    assertTrue(tests.size() > 100, "captures are missing");
    return tests;
  }

  /** Of each kind three origins, or as many as is said with the reason. */
  @Test
  void everyKindHasCapturesOfSeveralOrigins() throws IOException {
    Map<String, Integer> fewer = new TreeMap<>();
    for (String row : Files.readAllLines(FEWER).subList(1, Files.readAllLines(FEWER).size())) {
      String[] columns = row.split("\t", -1);
      assertTrue(columns.length == 3 && !columns[2].isBlank(), row);
      fewer.put(columns[0], Integer.parseInt(columns[1]));
    }
    Map<String, Integer> expected = new TreeMap<>();
    Map<String, Integer> found = new TreeMap<>();
    for (FileParser parser : Parsers.all()) {
      String kind = parser.kind();
      Set<Path> origins =
          captures(kind).stream()
              .map(Path::getParent)
              .collect(Collectors.toCollection(TreeSet::new));
      expected.put(kind, fewer.getOrDefault(kind, ORIGINS));
      found.put(kind, Math.min(origins.size(), fewer.getOrDefault(kind, ORIGINS)));
    }
    assertEquals(expected, found);
  }

  @Test
  void everyCaptureHasItsOriginNamed() throws IOException {
    List<String> named =
        Files.readAllLines(RESOURCES.resolve("ORIGINS.tsv"), StandardCharsets.UTF_8).stream()
            .skip(1)
            .map(line -> line.replaceFirst("\t.*", ""))
            .toList();
    List<String> unnamed = new ArrayList<>();
    for (FileParser parser : Parsers.all()) {
      for (Path capture : captures(parser.kind())) {
        Path relative = RESOURCES.relativize(capture);
        if (named.stream().noneMatch(glob -> matches(glob, relative))) {
          unnamed.add(relative.toString());
        }
      }
    }
    assertEquals(List.of(), unnamed);
  }

  private static boolean matches(String glob, Path path) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(path);
  }

  static List<Path> captures(String kind) throws IOException {
    Path folder = RESOURCES.resolve(kind);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getNameCount() == folder.getNameCount() + 2)
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .toList();
    }
  }

  private static void check(String kind, Path capture) throws IOException {
    String file = capture.getFileName().toString();
    List<String> lines = Files.readString(capture, StandardCharsets.UTF_8).lines().toList();
    LineLedger ledger = Parsed.of(kind, file, lines);
    String facts = String.join("\n", FactText.of(ledger)) + "\n";
    Path expected = capture.resolveSibling(file.replaceAll("\\.txt$", ".facts"));
    if (Boolean.getBoolean("update.fixtures")) {
      Files.writeString(expected, facts);
    }
    assertEquals(Files.readString(expected), facts);
  }
}
