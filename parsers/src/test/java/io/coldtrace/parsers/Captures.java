package io.coldtrace.parsers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Fact;
import io.coldtrace.parsers.LineLedger.Fate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Feeds fixtures and lines to a parser, as captured on node-1. */
public final class Captures {
  private Captures() {}

  /** Parses {@code src/test/resources/<kind>/<name>}. */
  public static LineLedger parse(FileParser parser, String name) {
    return parseText(parser, resource(parser.kind() + "/" + name));
  }

  /** Parses text as if it stood in a file: lines, or pieces of several lines. */
  public static LineLedger parseText(FileParser parser, String... pieces) {
    String text = String.join("\n", pieces);
    CapturedText captured =
        new CapturedText("node-1", parser.kind() + ".txt", text.lines().toList());
    LineLedger ledger = new LineLedger(captured);
    parser.parse(captured, ledger);
    return ledger;
  }

  /** The facts of one type, in their order. */
  public static <F extends Fact> List<F> facts(LineLedger ledger, Class<F> type) {
    return ledger.facts().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Asserts how many lines had each fate. */
  public static void assertLines(LineLedger ledger, int facts, int ignored, int unrecognized) {
    assertEquals(
        facts + " facts, " + ignored + " ignored, " + unrecognized + " unrecognized",
        ledger.count(Fate.FACT)
            + " facts, "
            + ledger.count(Fate.IGNORED)
            + " ignored, "
            + ledger.count(Fate.UNRECOGNIZED)
            + " unrecognized",
        () -> "unrecognized: " + ledger.unrecognized());
  }

  private static String resource(String path) {
    try (InputStream in = Captures.class.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("no such fixture: " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
