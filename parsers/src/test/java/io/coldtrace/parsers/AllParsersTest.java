package io.coldtrace.parsers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.coldtrace.facts.Fact;
import io.coldtrace.parsers.LineLedger.Fate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What holds for every parser, whatever it is fed. */
class AllParsersTest {
  private static final Path FIXTURES = Path.of("src/test/resources");

  @Test
  void theListIsSortedByKind() {
    List<String> kinds = Parsers.all().stream().map(FileParser::kind).toList();
    assertEquals(kinds.stream().sorted().distinct().toList(), kinds);
    assertFalse(kinds.isEmpty());
  }

  @Property(tries = 200)
  void arbitraryLinesNeverThrow(@ForAll @Size(max = 8) List<String> lines) {
    Parsers.all().forEach(parser -> check(parser, lines));
  }

  /** Real captures, with lines cut, doubled, swapped and letters changed. */
  @Property(tries = 20)
  void mangledCapturesNeverThrow(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    for (FileParser parser : Parsers.all()) {
      for (Path fixture : fixtures(parser.kind())) {
        List<String> lines = Files.readAllLines(fixture, StandardCharsets.UTF_8);
        if (lines.size() < 500) {
          check(parser, mangle(lines, random));
        }
      }
    }
  }

  @Test
  void aCaptureCutAnywhereNeverThrows() throws IOException {
    for (FileParser parser : Parsers.all()) {
      for (Path fixture : fixtures(parser.kind())) {
        String text = Files.readString(fixture, StandardCharsets.UTF_8);
        for (int end = 0; end < Math.min(text.length(), 4000); end += 7) {
          check(parser, text.substring(0, end).lines().toList());
        }
      }
    }
  }

  /** A regular expression that repeats a group overflows the stack on a long line. */
  @Test
  void veryLongLinesNeverThrow() {
    List<String> heads =
        List.of("", "1 ", "1: eth0: <UP> mtu 1500 ", "12:00:00.1 IP ", "m 1 2 ", "PID COMMAND\n1 ");
    List<String> pieces =
        List.of("(", "((a) ", "[a] ", "a ", "1 ", "\\_ ", "10.0.0.1 > ", "{\"a\":", "[", ",", ":");
    for (String head : heads) {
      for (String piece : pieces) {
        List<String> lines = (head + piece.repeat(20_000)).lines().toList();
        Parsers.all().forEach(parser -> check(parser, lines));
      }
    }
    List<String> nested = List.of("12:00:00.1 IP " + "(".repeat(20_000) + ")".repeat(20_000));
    Parsers.all().forEach(parser -> check(parser, nested));
  }

  @Test
  void everyFixtureHasAnOrigin() throws IOException {
    for (FileParser parser : Parsers.all()) {
      Path origins = FIXTURES.resolve(parser.kind()).resolve("ORIGINS.tsv");
      if (Files.exists(origins)) {
        List<String> named =
            Files.readAllLines(origins, StandardCharsets.UTF_8).stream()
                .map(line -> line.replaceFirst("\t.*", ""))
                .sorted()
                .toList();
        // Those in folders are FixturePairsTest's.
        assertEquals(
            fixtures(parser.kind()).stream()
                .map(path -> FIXTURES.resolve(parser.kind()).relativize(path).toString())
                .filter(path -> path.indexOf('/') < 0)
                .toList(),
            named,
            parser.kind());
      }
    }
  }

  private static void check(FileParser parser, List<String> lines) {
    CapturedText text = new CapturedText("node-1", "file.txt", lines);
    LineLedger ledger = new LineLedger(text);
    parser.parse(text, ledger);
    for (Fact fact : ledger.facts()) {
      int line = fact.source().line();
      assertEquals(text.at(line), fact.source(), parser.kind());
      assertEquals(Fate.FACT, ledger.fate(line), parser.kind());
    }
  }

  private static List<Path> fixtures(String kind) throws IOException {
    Path folder = FIXTURES.resolve(kind);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(path -> Files.isRegularFile(path) && !path.endsWith("ORIGINS.tsv"))
          .sorted()
          .toList();
    }
  }

  private static List<String> mangle(List<String> lines, Random random) {
    List<String> mangled = new ArrayList<>();
    for (String line : lines) {
      int at = line.isEmpty() ? 0 : random.nextInt(line.length());
      switch (random.nextInt(12)) {
        case 0 -> mangled.add(line.substring(0, at));
        case 1 -> mangled.add(line.substring(at));
        case 2 -> mangled.add(line.substring(0, at) + (char) random.nextInt(0x250));
        case 3 -> mangled.addAll(List.of(line, line));
        case 4 -> mangled.add(0, line);
        case 5 -> mangled.add(line.replace(' ', '\t'));
        case 6 -> mangled.add(line.replaceAll("[0-9]+", "99999999999999999999"));
        default -> mangled.add(line);
      }
    }
    return mangled;
  }
}
