package io.coldtrace.parsers;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, a parser accounts for its lines and does not throw. */
class HostileInputTest {
  private static final List<String> KINDS =
      List.of("iptables-save", "nft-ruleset", "sysctl-a", "sysctl-conf", "sysctl-files");

  @Property(tries = 300)
  void arbitraryLinesNeverThrow(@ForAll List<String> lines) {
    KINDS.forEach(kind -> Parsed.of(kind, "f.txt", lines));
  }

  @Property(tries = 300)
  void wordsOfTheFormatsInAnyOrderNeverThrow(@ForAll("wordSalads") List<String> lines) {
    KINDS.forEach(kind -> Parsed.of(kind, "f.txt", lines));
  }

  @Property(tries = 50)
  void damagedCapturesNeverThrow(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    for (String kind : KINDS) {
      for (var capture : FixturePairsTest.captures(kind)) {
        List<String> lines = new ArrayList<>(Files.readAllLines(capture));
        for (int i = random.nextInt(5); i >= 0; i--) {
          damage(lines, random);
        }
        Parsed.of(kind, "f.txt", lines);
      }
    }
  }

  private static void damage(List<String> lines, Random random) {
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    int cut = random.nextInt(line.length() + 1);
    switch (random.nextInt(4)) {
      case 0 -> lines.set(at, line.substring(0, cut));
      case 1 -> lines.set(at, line.substring(cut));
      case 2 -> lines.add(at, line);
      default -> {
        char odd = "\"{}#![]:-=@\\ \t\u0000é".charAt(random.nextInt(16));
        lines.set(at, line.substring(0, cut) + odd + line.substring(cut));
      }
    }
  }

  @Provide
  Arbitrary<List<String>> wordSalads() {
    Arbitrary<String> word =
        Arbitraries.of(
            "-A",
            "FORWARD",
            "-j",
            "-m",
            "!",
            "--dport",
            "*filter",
            ":X",
            "-",
            "[1:2]",
            "COMMIT",
            "table",
            "inet",
            "t",
            "{",
            "}",
            "chain",
            "set",
            "map",
            "type",
            "filter",
            "hook",
            "priority",
            "0;",
            "policy",
            "accept;",
            "accept",
            "drop",
            "jump",
            "elements",
            "=",
            ",",
            "ip",
            "saddr",
            "@s",
            "10.0.0.0/8",
            ".",
            "vmap",
            "\"x\"",
            "\"",
            "#",
            "handle",
            "5",
            "comment",
            "counter",
            "(",
            ")",
            "|",
            "&",
            "net.ipv4.ip_forward",
            "\t",
            ";",
            ":");
    Arbitrary<String> line = word.list().ofMaxSize(12).map(words -> String.join(" ", words));
    return Combinators.combine(line.list().ofMaxSize(20), Arbitraries.of("", "table ip t {"))
        .as(
            (lines, first) -> {
              List<String> all = new ArrayList<>(List.of(first, "chain c {"));
              all.addAll(lines);
              return all;
            });
  }

  @Test
  void depthAndLengthCostNoStackAndLittleTime() {
    List<String> lines = List.of("table ip t {", "chain c {");
    for (String piece : List.of("{ ", "( ", "} ", "accept ", "ip ", ". ", "@s , ", "-m x ", "! ")) {
      List<String> all = new ArrayList<>(lines);
      all.add("ip saddr " + piece.repeat(5_000));
      all.add("-A X " + piece.repeat(5_000));
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> KINDS.forEach(kind -> Parsed.of(kind, "f.txt", all)),
          piece);
    }
    List<String> open = new ArrayList<>(lines);
    open.addAll(Collections.nCopies(50_000, "ip saddr { 1.1.1.1,"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> Parsed.of("nft-ruleset", "f.txt", open), "never closed");
  }
}
