package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PhraseTest {
  @Test
  void aCapturedLineIsQuotedWithoutItsCounters() {
    assertEquals(
        List.of(
            new Phrase("Dropped by ", false),
            new Phrase("-A INPUT -j DROP", true),
            new Phrase(" (filter).", false)),
        phrases("Dropped by -A INPUT -j DROP (filter).", "[12:840] -A INPUT -j DROP"));
  }

  @Test
  void theLongestOfThoseThatBeginAlikeIsQuoted() {
    assertEquals(
        List.of(
            new Phrase("-A INPUT -j DROP", true),
            new Phrase("; ", false),
            new Phrase("-A INPUT", true)),
        phrases("-A INPUT -j DROP; -A INPUT", "-A INPUT", "  -A INPUT -j DROP"));
  }

  @Test
  void aShortLineIsNoQuote() {
    assertEquals(
        List.of(new Phrase("one of two } is open", false)), phrases("one of two } is open", "}"));
    assertEquals(List.of(), phrases("", "-A INPUT"));
  }

  private static List<Phrase> phrases(String sentence, String... lines) {
    return Phrase.of(sentence, Stream.of(lines).map(l -> new Evidence("n", "f", 1, l)).toList());
  }
}
