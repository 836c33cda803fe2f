package io.coldtrace.parsers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Captures and what they say: {@code <kind>/<origin>/<name>.txt} and {@code <name>.facts} beside
 * it. {@code -Dupdate.fixtures=true} writes the second anew; read the difference before you commit.
 */
class FixturePairsTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final List<String> KINDS =
      List.of(
          "ipset",
          "iptables-L",
          "iptables-S",
          "iptables-save",
          "ipvsadm",
          "nft-ruleset",
          "sysctl-a",
          "sysctl-conf",
          "sysctl-files");

  @TestFactory
  List<DynamicTest> capturesSayWhatStandsBesideThem() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String kind : KINDS) {
      List<Path> captures = captures(kind);
      assertTrue(!captures.isEmpty(), "no captures of " + kind);
      for (Path capture : captures) {
        String name = RESOURCES.relativize(capture).toString();
        tests.add(DynamicTest.dynamicTest(name, () -> check(kind, capture)));
      }
    }
    return tests;
  }

  static List<Path> captures(String kind) throws IOException {
    try (Stream<Path> files = Files.walk(RESOURCES.resolve(kind))) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private static void check(String kind, Path capture) throws IOException {
    String file = capture.getFileName().toString();
    LineLedger ledger = Parsed.of(kind, file, Files.readAllLines(capture));
    String facts = String.join("\n", FactText.of(ledger)) + "\n";
    Path expected = capture.resolveSibling(file.replaceAll("\\.txt$", ".facts"));
    if (Boolean.getBoolean("update.fixtures")) {
      Files.writeString(expected, facts);
    }
    assertEquals(Files.readString(expected), facts);
  }
}
