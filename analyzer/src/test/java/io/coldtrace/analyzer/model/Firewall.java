package io.coldtrace.analyzer.model;

import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.Netfilter;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.netfilter.Rulesets;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.iptables.IptablesSaveFileParser;
import io.coldtrace.parsers.nft.NftRulesetFileParser;
import java.util.ArrayList;
import java.util.List;

/** A host's firewall, from listings as the tools print them; the host itself is 10.0.0.5. */
final class Firewall {
  private static final List<String> BUILT_IN = List.of("INPUT", "FORWARD", "OUTPUT");

  private final List<Fact> facts = new ArrayList<>();

  /** Rules of the filter table of iptables-nft: policies {@code FORWARD DROP}, then rules. */
  static Firewall filter(String... lines) {
    return new Firewall().iptables("nft", "filter", lines);
  }

  /** What {@code nft list ruleset} prints. */
  static Firewall nft(String text) {
    return new Firewall().nftables(text);
  }

  /** One more table; a chain is declared where a line begins with a colon. */
  Firewall iptables(String backend, String table, String... lines) {
    List<String> text = new ArrayList<>(List.of("*" + table));
    for (String chain : table.equals("raw") ? List.of("PREROUTING", "OUTPUT") : BUILT_IN) {
      if (List.of(lines).stream().noneMatch(line -> line.startsWith(":" + chain + " "))) {
        text.add(":" + chain + " ACCEPT [0:0]");
      }
    }
    text.addAll(List.of(lines));
    text.add("COMMIT");
    return read(new IptablesSaveFileParser(), "iptables-" + backend + "-save.txt", text);
  }

  Firewall nftables(String text) {
    return read(new NftRulesetFileParser(), "nft-ruleset.txt", text.lines().toList());
  }

  /** A whole file of iptables-save. */
  Firewall iptablesSave(String text) {
    return read(new IptablesSaveFileParser(), "iptables-nft-save.txt", text.lines().toList());
  }

  private Firewall read(FileParser parser, String file, List<String> lines) {
    CapturedText text = new CapturedText("node-1", file, lines);
    LineLedger ledger = new LineLedger(text);
    parser.parse(text, ledger);
    if (!ledger.unrecognized().isEmpty()) {
      throw new AssertionError("not a listing: " + text.line(ledger.unrecognized().get(0)));
    }
    facts.addAll(ledger.facts());
    return this;
  }

  Netfilter netfilter() {
    return Rulesets.of(facts).netfilter(ip -> ip.equals(Ip.of("10.0.0.5")));
  }

  /** The verdict and, where something objects, the deciding line. */
  String decide(Hook hook, PacketHeader packet) {
    Decision decision = netfilter().pass(hook, packet).decision();
    return decision.verdict() == Decision.Verdict.ACCEPTED
        ? "ACCEPTED"
        : decision.verdict() + " " + decision.text();
  }
}
