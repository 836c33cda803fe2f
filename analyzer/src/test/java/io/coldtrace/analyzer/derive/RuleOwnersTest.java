package io.coldtrace.analyzer.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.iptables.IptablesSaveFileParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleOwnersTest {
  private static final String REJECT = "-A FORWARD -j REJECT --reject-with icmp-host-prohibited";
  private static final String FIREWALLD_JUMP = "-A FORWARD -j FORWARD_direct";

  private String file = "iptables-nft-save.txt";

  private List<Fact> filter(String... rules) {
    List<String> lines = new ArrayList<>(List.of("*filter", ":FORWARD DROP [0:0]"));
    lines.addAll(List.of(rules));
    lines.add("COMMIT");
    CapturedText text = new CapturedText("node-1", file, lines);
    LineLedger ledger = new LineLedger(text);
    new IptablesSaveFileParser().parse(text, ledger);
    return ledger.facts();
  }

  /** As if the rule with this text, or else the policy of its chain, had decided. */
  private static Decision decidedBy(List<Fact> facts, String rule) {
    for (Fact fact : facts) {
      if (fact instanceof IptablesRule found && found.text().equals(rule)) {
        return decision("rule", fact, found.backend(), found.table(), found.chain(), found.text());
      }
      if (fact instanceof IptablesChain chain && rule.equals(":" + chain.name())) {
        return decision("policy", fact, chain.backend(), chain.table(), chain.name(), rule);
      }
    }
    throw new AssertionError("no such rule: " + rule);
  }

  private static Decision decision(
      String reason, Fact fact, String backend, String table, String chain, String text) {
    return new Decision(
        Decision.Verdict.DROPPED, reason, fact.source(), backend, "ip", table, chain, text);
  }

  private String owner(String rule, String... rules) {
    List<Fact> facts = filter(rules);
    return new RuleOwners(facts).of(decidedBy(facts, rule));
  }

  private String removal(String rule) {
    List<Fact> facts = filter(rule);
    return new RuleOwners(facts).removal(decidedBy(facts, rule));
  }

  @Test
  void theTailBehindFirewalldsChainsIsFirewallds() {
    assertEquals("firewalld", owner(REJECT, FIREWALLD_JUMP, REJECT));
  }

  @Test
  void theSameRuleOfAnAdminIsNobodys() {
    assertEquals("", owner(REJECT, REJECT));
    assertEquals("", owner(REJECT, REJECT, FIREWALLD_JUMP), "above firewalld's chains");
  }

  @Test
  void anotherRuleBehindFirewalldsChainsIsNobodys() {
    String drop = "-A FORWARD -s 10.0.0.0/8 -j DROP";
    assertEquals("", owner(drop, FIREWALLD_JUMP, drop));
  }

  @Test
  void aPolicyIsUfwsWhereItsChainsHang() {
    assertEquals("ufw", owner(":FORWARD", "-A FORWARD -j ufw-before-forward"));
    assertEquals("", owner(":FORWARD", "-A FORWARD -j KUBE-FORWARD"));
    assertEquals("", owner(":FORWARD"));
  }

  @ParameterizedTest
  @CsvSource({
    "KUBE-FIREWALL, kubelet/kube-proxy",
    "ufw-user-input, ufw",
    "FWD_public_deny, firewalld",
    "MY-OWN, ''",
  })
  void aChainsNameTellsWhoseItIs(String chain, String owner) {
    String rule = "-A " + chain + " -j DROP";
    assertEquals(owner, owner(rule, rule));
  }

  @Test
  void aNativeTableTellsWhoseItIs() {
    RuleOwners owners = new RuleOwners(List.of());
    Decision decision =
        new Decision(
            Decision.Verdict.REJECTED,
            "rule",
            new io.coldtrace.facts.Source("node-1", "nft-ruleset.txt", 5),
            "nftables",
            "inet",
            "firewalld",
            "filter_FORWARD",
            "reject");
    assertEquals("firewalld", owners.of(decision));
    assertEquals("", owners.removal(decision), "native rules go by a handle");
    assertEquals("", owners.of(Decision.accepted()));
  }

  @ParameterizedTest
  @CsvSource({
    "iptables-nft-save.txt, iptables-nft",
    "iptables-legacy-save.txt, iptables-legacy",
    "iptables-save.txt, iptables",
  })
  void aRuleIsRemovedByTheProgramThatListedIt(String listing, String program) {
    file = listing;
    assertEquals(
        program + " -w -D FORWARD -j REJECT --reject-with icmp-host-prohibited", removal(REJECT));
  }

  @Test
  void aPolicyIsNotRemoved() {
    List<Fact> facts = filter();
    assertEquals("", new RuleOwners(facts).removal(decidedBy(facts, ":FORWARD")));
  }

  /** Comments as iptables-save writes them: quoted for iptables-restore, not for a shell. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "two words",
        "$(touch /tmp/owned)",
        "`id`; rm -rf / #",
        "it's",
        "a \"quote\"",
        "back\\slash",
        "* ? [a] ~ ! && || | > <",
        "$HOME ${IFS}",
        "-j ACCEPT",
        "网络",
      })
  void aShellReadsTheWordsOfTheRuleWhateverItsCommentSays(String comment)
      throws IOException, InterruptedException {
    String saved = comment.replaceAll("[\"\\\\']", "\\\\$0");
    String rule = "-A FORWARD ! -s 10.0.0.0/8 -m comment --comment \"" + saved + "\" -j DROP";
    List<String> expected =
        List.of(
            "iptables-nft",
            "-w",
            "-D",
            "FORWARD",
            "!",
            "-s",
            "10.0.0.0/8",
            "-m",
            "comment",
            "--comment",
            comment,
            "-j",
            "DROP");
    assertEquals(expected, wordsOf(removal(rule)));
  }

  private static List<String> wordsOf(String command) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s\\n' " + command)
            .redirectErrorStream(true)
            .start();
    shell.getOutputStream().close();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    shell.waitFor();
    return output.lines().toList();
  }

  @Test
  void aHostilelyLongCommentHarmsNothing() {
    String comment = "\\\"x".repeat(100_000);
    String rule = "-A FORWARD -m comment --comment \"" + comment + "\" -j DROP";
    String expected = "'" + comment.replace("\\", "") + "'";
    assertEquals(
        "iptables-nft -w -D FORWARD -m comment --comment " + expected + " -j DROP", removal(rule));
  }
}
