package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.parsers.CapturedText;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The rules of a table. A cluster has millions, the same on every node but for their counters: so
 * each is made when it is asked for, and what is kept takes a sixth of it.
 */
final class RuleList extends AbstractList<Fact> implements RandomAccess {
  private final String node;
  private final String file;
  private final ListingOrigin origin;
  private final String table;
  private final ParsedRule[] rules;
  private final Numbers lines;
  private final Numbers positions;
  private final Numbers packets;
  private final Numbers bytes;

  private RuleList(Draft draft) {
    node = draft.node;
    file = draft.file;
    origin = draft.origin;
    table = draft.table;
    rules = draft.rules.toArray(ParsedRule[]::new);
    lines = Numbers.of(draft.lines, rules.length);
    positions = Numbers.of(draft.positions, rules.length);
    packets = Numbers.of(draft.packets, rules.length);
    bytes = Numbers.of(draft.bytes, rules.length);
  }

  @Override
  public int size() {
    return rules.length;
  }

  @Override
  public IptablesRule get(int index) {
    ParsedRule rule = rules[index];
    return new IptablesRule(
        new Source(node, file, (int) lines.get(index)),
        origin.backend(),
        origin.family(),
        table,
        rule.chain(),
        (int) positions.get(index),
        rule.matches(),
        rule.target(),
        rule.goesTo(),
        rule.targetOptions(),
        packets.get(index),
        bytes.get(index),
        rule.text());
  }

  /** A table whose rules come one by one. */
  static final class Draft {
    private final String node;
    private final String file;
    private final ListingOrigin origin;
    private final String table;
    private final List<ParsedRule> rules = new ArrayList<>();
    private long[] lines = new long[64];
    private long[] positions = new long[64];
    private long[] packets = new long[64];
    private long[] bytes = new long[64];

    Draft(CapturedText text, ListingOrigin origin, String table) {
      node = text.node();
      file = text.file();
      this.origin = origin;
      this.table = table;
    }

    boolean isOf(ListingOrigin otherOrigin, String otherTable) {
      return table.equals(otherTable) && origin.equals(otherOrigin);
    }

    void add(int line, ParsedRule rule, int position, long packetCount, long byteCount) {
      int index = rules.size();
      if (index == lines.length) {
        lines = Arrays.copyOf(lines, 2 * index);
        positions = Arrays.copyOf(positions, 2 * index);
        packets = Arrays.copyOf(packets, 2 * index);
        bytes = Arrays.copyOf(bytes, 2 * index);
      }
      rules.add(rule);
      lines[index] = line;
      positions[index] = position;
      packets[index] = packetCount;
      bytes[index] = byteCount;
    }

    RuleList finish() {
      return new RuleList(this);
    }
  }
}
