package io.coldtrace.parsers.iptables;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places of rules in their chains. Appended rules are facts in the order in which they come;
 * where a file also inserts, all wait for its end, and come chain by chain.
 */
final class RulePlaces {
  private final CapturedText text;
  private final LineLedger ledger;
  private final boolean inserts;
  private final Map<ChainKey, Integer> lengths = new HashMap<>();
  private final Map<ChainKey, List<Placed>> chains = new LinkedHashMap<>();
  private int listing;

  /** Rules come chain by chain: the chain of the one before, and its place there. */
  private Optional<ChainKey> last = Optional.empty();

  private int lastPosition;

  /** Lines of one table, of which the ledger does not know yet. */
  private Optional<ListedTable.Draft> draft = Optional.empty();

  private RulePlaces(CapturedText text, LineLedger ledger, boolean inserts) {
    this.text = text;
    this.ledger = ledger;
    this.inserts = inserts;
  }

  private record ChainKey(int listing, ListingOrigin origin, String table, String chain) {
    boolean isOf(int inListing, ListingOrigin from, String inTable, String name) {
      return chain.equals(name)
          && table.equals(inTable)
          && listing == inListing
          && origin.equals(from);
    }
  }

  private record Placed(int line, ParsedRule rule, long packets, long bytes) {}

  static RulePlaces of(CapturedText text, LineLedger ledger) {
    return new RulePlaces(text, ledger, text.lines().stream().anyMatch(RulePlaces::inserts));
  }

  /**
   * {@code iptables -t nat -I}, {@code -I}, {@code [0:0] --insert}; in a comment it does no harm.
   */
  private static boolean inserts(String line) {
    if (line.startsWith("-A ") || line.startsWith("] -A ", line.indexOf(']'))) {
      return false;
    }
    return line.contains("--insert")
        || (line.contains("-I") && (line.startsWith("-I") || line.matches(".*\\s-I.*")));
  }

  /** Another listing of the same tables begins. */
  void nextListing() {
    listing++;
  }

  void chain(
      int line, ListingOrigin origin, String table, ParsedChain chain, long packets, long bytes) {
    ledger.factLines(line, line);
    draft(origin, table).add(line, chain, 0, packets, bytes);
  }

  void add(
      RuleLines lines,
      ListingOrigin origin,
      String table,
      ParsedRule rule,
      long packets,
      long bytes) {
    ledger.factLines(lines.first(), lines.last());
    Placed placed = new Placed(lines.first(), rule, packets, bytes);
    if (!inserts) {
      append(origin, table, placed);
      return;
    }
    ChainKey key = new ChainKey(listing, origin, table, rule.chain());
    List<Placed> chain = chains.computeIfAbsent(key, unused -> new ArrayList<>());
    boolean first = rule.command().equals("-I");
    chain.add(first ? Math.min(rule.number() - 1, chain.size()) : chain.size(), placed);
  }

  private void append(ListingOrigin origin, String table, Placed placed) {
    String chain = placed.rule.chain();
    if (last.isPresent() && last.get().isOf(listing, origin, table, chain)) {
      lastPosition++;
    } else {
      last.ifPresent(key -> lengths.put(key, lastPosition));
      last = Optional.of(new ChainKey(listing, origin, table, chain));
      lastPosition = lengths.getOrDefault(last.get(), 0) + 1;
    }
    fact(origin, table, placed, lastPosition);
  }

  void finish() {
    chains.forEach(
        (key, chain) -> {
          for (int i = 0; i < chain.size(); i++) {
            fact(key.origin, key.table, chain.get(i), i + 1);
          }
        });
    flush();
  }

  private void fact(ListingOrigin origin, String table, Placed placed, int position) {
    draft(origin, table).add(placed.line, placed.rule, position, placed.packets, placed.bytes);
  }

  private ListedTable.Draft draft(ListingOrigin origin, String table) {
    if (draft.isEmpty() || !draft.get().isOf(origin, table)) {
      flush();
      draft = Optional.of(new ListedTable.Draft(text, origin, table));
    }
    return draft.get();
  }

  private void flush() {
    draft.ifPresent(lines -> ledger.facts(lines.finish()));
    draft = Optional.empty();
  }
}
