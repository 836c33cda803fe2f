package io.coldtrace.parsers.nft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.NftMatch;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NftRulesetFileParserTest {
  private static NftRule rule(String text) {
    LineLedger ledger = Parsed.lines("nft-ruleset", "table ip t {", "chain c {", text, "}", "}");
    assertTrue(ledger.unrecognized().isEmpty());
    return (NftRule) ledger.facts().get(1);
  }

  private static String readable(NftRule rule) {
    String matches =
        rule.matches().stream()
            .map(m -> m.key() + " " + m.operator() + " " + m.values())
            .collect(Collectors.joining(" && "));
    return matches + " > " + rule.verdict() + " " + rule.verdictArgument();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "ct state { established, related } accept ~ ct state == [established, related] > accept",
        "ct state established,related accept ~ ct state == [established, related] > accept",
        "ct state ! invalid,new accept ~ ct state ! [invalid, new] > accept",
        "reject with icmpx type admin-prohibited ~ > reject icmpx admin-prohibited",
        "reject with icmpx admin-prohibited ~ > reject icmpx admin-prohibited",
        "tcp flags & (fin | syn) == syn drop ~ tcp flags & (fin | syn) == [syn] > drop",
        "tcp flags syn / fin,syn drop ~ tcp flags & (fin | syn) == [syn] > drop",
        "meta mark and 0x4000 == 0x4000 drop ~ meta mark & 0x4000 == [0x4000] > drop",
        "tcp dport vmap { 22 : jump a } # handle 5 ~ tcp dport vmap [22 : jump a] > vmap { 22 : jump a }",
        "xt match physdev drop ~ xt match ? [physdev] > drop",
        "limit rate 5/second accept ~ limit ? [rate 5/second] > accept",
        "frobnicate 5 jump accept ~ frobnicate 5 ? [] > jump accept",
        "# match-set S dst counter packets 0 bytes 0 accept ~ # match-set S dst counter packets 0 bytes 0 ? [] > accept",
        "frobnicate 5 ~ frobnicate 5 ? [] > ?",
        "ipsec in reqid . iif vmap @m ~ ipsec in reqid . iif vmap @m ? [] > ?"
      })
  void readsOrSaysThatItCannot(String text, String expected) {
    assertEquals(expected, readable(rule(text)).strip());
  }

  @ParameterizedTest
  @CsvSource({
    "ip, -100, -100",
    "ip, dstnat, -100",
    "inet, filter + 10, 10",
    "inet, mangle - 5, -155",
    "ip, security, 50",
    "bridge, filter - 1, -201",
    "bridge, out, 100"
  })
  void prioritiesAreNumbers(String family, String priority, int expected) {
    String hook = "type filter hook input priority " + priority + "; policy drop;";
    LineLedger ledger =
        Parsed.lines("nft-ruleset", "table " + family + " t {", "chain c {", hook, "}", "}");
    assertEquals(expected, ((NftChain) ledger.facts().get(0)).priority());
  }

  @Test
  void firewalldIsUnderstoodToTheLastRule() throws IOException {
    Path capture = Path.of("src/test/resources/nft-ruleset/debian-12/firewalld.nft");
    LineLedger ledger = Parsed.of("nft-ruleset", "nft-ruleset.txt", Files.readAllLines(capture));
    assertEquals(List.of(), ledger.unrecognized());
    List<NftRule> rules =
        ledger.facts().stream().filter(NftRule.class::isInstance).map(NftRule.class::cast).toList();
    assertEquals(
        List.of("limit rate 5/minute"),
        rules.stream()
            .flatMap(rule -> rule.matches().stream())
            .filter(match -> match.operator().equals(NftMatch.UNKNOWN))
            .map(NftMatch::text)
            .toList());
    assertEquals(
        List.of(
            "ct state == [established, related] > accept ",
            "ct status & [dnat] > accept ",
            "iifname == [lo] > accept ",
            "ct state == [invalid] > drop "),
        rules.stream()
            .filter(rule -> rule.chain().equals("filter_FORWARD") && rule.position() < 5)
            .map(NftRulesetFileParserTest::readable)
            .toList());
  }
}
