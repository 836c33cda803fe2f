package io.coldtrace.parsers.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pattern finds what its expression finds, whatever it looks at first. */
class LinePatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "^\\S+: flags=[0-9]+ ¦ eth0: flags=4163<UP>",
        "^\\S+: flags=[0-9]+ ¦ eth0: flag=4163<UP>",
        "lo+ng? name ¦ lo name of a long nam",
        "lo+ng? name ¦ loon name",
        "ab{2}c ¦ abbc",
        "ab{2}c ¦ ab{2}c",
        "x(?:abc)?y ¦ xy",
        "[abc\\]] end ¦ ] end",
        "one|other ¦ the other",
        "(?:one|other) way ¦ no way",
        "a\\.b\\(c ¦ a.b(c",
        "a\\.b\\(c ¦ aab(c",
        "\\bword\\d* ¦ a word9",
        "^(?=[\\[{\"]).*\"nftables\"\\s*: ¦ {\"nftables\" :[",
        "^(?=[\\[{\"]).*\"nftables\"\\s*: ¦ [\"nftable\":",
        "ab*$ ¦ a",
        "z*abc ¦ abc",
        "(?i)^key (?:a|b) word ¦ KEY a WORD"
      })
  void findsWhatTheExpressionFinds(String expression, String line) {
    assertEquals(
        Pattern.compile(expression).matcher(line).find(), new LinePattern(expression).fits(line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "^\\S+ has address ¦ a has address 1.2.3.4 ¦ true",
        "^\\S+ has address ¦ a ha ¦ true",
        "^abc ¦ ab ¦ true",
        "^abc ¦ ac ¦ false",
        "abc ¦ x ¦ true"
      })
  void aBeginningSaysWhetherTheRestMayFit(String expression, String start, boolean possible) {
    assertEquals(possible, new LinePattern(expression).canBegin(start));
  }
}
