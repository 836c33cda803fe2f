package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of rules in their chains. Appended rules are facts at once; where a file also inserts,
 * all wait for its end, and come chain by chain.
 */
final class RulePlaces {
  private final CapturedText text;
  private final LineLedger ledger;
  private final boolean inserts;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, List<Placed>> chains = new LinkedHashMap<>();
  private int listing;

  private RulePlaces(CapturedText text, LineLedger ledger, boolean inserts) {
    this.text = text;
    this.ledger = ledger;
    this.inserts = inserts;
  }

  private record Placed(
      RuleLines lines,
      ListingOrigin origin,
      String table,
      ParsedRule rule,
      long packets,
      long bytes) {}

  static RulePlaces of(CapturedText text, LineLedger ledger) {
    boolean inserts =
        text.lines().stream().anyMatch(line -> line.contains("-I") || line.contains("--insert"));
    return new RulePlaces(text, ledger, inserts);
  }

  /** Another listing of the same tables begins. */
  void nextListing() {
    positions.clear();
    listing++;
  }

  void add(
      RuleLines lines,
      ListingOrigin origin,
      String table,
      ParsedRule rule,
      long packets,
      long bytes) {
    Placed placed = new Placed(lines, origin, table, rule, packets, bytes);
    String key = origin.family() + origin.backend() + table + '\n' + rule.chain();
    if (!inserts) {
      fact(placed, positions.merge(key, 1, Integer::sum));
      return;
    }
    List<Placed> chain = chains.computeIfAbsent(listing + key, k -> new ArrayList<>());
    boolean first = rule.command().equals("-I");
    chain.add(first ? Math.min(rule.number() - 1, chain.size()) : chain.size(), placed);
  }

  void finish() {
    for (List<Placed> chain : chains.values()) {
      for (int i = 0; i < chain.size(); i++) {
        fact(chain.get(i), i + 1);
      }
    }
  }

  private void fact(Placed placed, int position) {
    ParsedRule rule = placed.rule;
    ledger.fact(
        new IptablesRule(
            text.at(placed.lines.first()),
            placed.origin.backend(),
            placed.origin.family(),
            placed.table,
            rule.chain(),
            position,
            rule.matches(),
            rule.target(),
            rule.goesTo(),
            rule.targetOptions(),
            placed.packets,
            placed.bytes,
            rule.text()),
        placed.lines.first(),
        placed.lines.last());
  }
}
