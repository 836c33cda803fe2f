package io.coldtrace.parsers.nft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.NftMatch;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.facts.netfilter.NftSet;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nft lists as JSON says the same as what it lists as text. */
class NftJsonFileParserTest {
  private static final Path RESOURCES = Path.of("src/test/resources");

  /**
   * The same ruleset, listed twice. nft 1.0.6 leaves the devices of netdev chains out of its JSON:
   * of two chains.
   */
  @ParameterizedTest
  @CsvSource({
    "nft-ruleset/debian-12/every-form.txt, nft-ruleset-json/debian-12/every-form.txt, 2",
    "nft-ruleset/debian-12/firewalld-listed.txt, nft-ruleset-json/debian-12/firewalld.txt, 0"
  })
  void bothListingsSayTheSame(String text, String json, int different) throws IOException {
    Map<String, String> expected = facts("nft-ruleset", text);
    Map<String, String> found = facts("nft-ruleset-json", json);
    assertEquals(expected.keySet(), found.keySet());
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (key, fact) -> {
          if (!fact.equals(found.get(key))) {
            differences.add(fact + "\n  but " + found.get(key));
          }
        });
    assertEquals(different, differences.size(), () -> String.join("\n", differences));
  }

  private static Map<String, String> facts(String kind, String file) throws IOException {
    LineLedger ledger = Parsed.of(kind, "x", Files.readAllLines(RESOURCES.resolve(file)));
    assertTrue(ledger.unrecognized().isEmpty(), () -> ledger.unrecognized().toString());
    Map<String, String> facts = new TreeMap<>();
    ledger.facts().forEach(fact -> facts.put(key(fact), withoutPlace(fact)));
    return facts;
  }

  private static String key(Fact fact) {
    if (fact instanceof NftRule rule) {
      return rule.family() + " " + rule.table() + " " + rule.chain() + " " + rule.position();
    }
    return fact instanceof NftChain chain
        ? "chain " + chain.family() + " " + chain.table() + " " + chain.name()
        : "set " + ((NftSet) fact).table() + " " + ((NftSet) fact).name();
  }

  private static String withoutPlace(Fact fact) {
    if (fact instanceof NftRule rule) {
      List<String> matches =
          rule.matches().stream().map(NftJsonFileParserTest::withoutText).toList();
      // The listings write times and sizes in other units.
      List<String> statements =
          rule.statements().stream().map(s -> s.replaceAll(" timeout \\S+", "")).toList();
      return matches + " " + statements + " " + rule.verdict() + " " + rule.verdictArgument();
    }
    String text = fact.toString();
    return text.replaceFirst("source=[^,]*, ", "");
  }

  private static String withoutText(NftMatch match) {
    return match.key()
        + " "
        + match.operator()
        + " "
        + match.values().toString().replaceAll(" timeout \\S+", "");
  }

  @Test
  void whatIsNotKnownMayHaveAnyVerdict() {
    LineLedger ledger =
        Parsed.lines(
            "nft-ruleset-json",
            "{\"nftables\": [",
            "{\"rule\": {\"family\": \"ip\", \"table\": \"t\", \"chain\": \"c\", \"expr\":",
            "[{\"xt\": null}, {\"accept\": null}]}}]}");
    NftRule rule = (NftRule) ledger.facts().get(0);
    assertEquals(new Source("node-1", "nft-ruleset-json.txt", 2), rule.source());
    assertEquals("?", rule.verdict());
    assertEquals(NftMatch.UNKNOWN, rule.matches().get(0).operator());
  }

  @Test
  void aListingThatBreaksOffIsNotRead() {
    LineLedger ledger = Parsed.lines("nft-ruleset-json", "{\"nftables\": [", "{\"table\": {\"fam");
    assertEquals(List.of(), ledger.facts());
    assertEquals(List.of(1, 2), ledger.unrecognized());
  }
}
