package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.parsers.CapturedText;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The chains and rules of a table. A cluster has millions, the same on every node but for their
 * counters: so each is made when it is asked for, and what is kept takes a sixth of it.
 */
final class ListedTable extends AbstractList<Fact> implements RandomAccess {
  private final String node;
  private final String file;
  private final ListingOrigin origin;
  private final String table;

  /** Each a {@link ParsedRule} or a {@link ParsedChain}. */
  private final Record[] parsed;

  private final Numbers lines;
  private final Numbers positions;
  private final Numbers packets;
  private final Numbers bytes;

  private ListedTable(Draft draft) {
    node = draft.node;
    file = draft.file;
    origin = draft.origin;
    table = draft.table;
    parsed = draft.parsed.toArray(Record[]::new);
    lines = Numbers.of(draft.lines, parsed.length);
    positions = Numbers.of(draft.positions, parsed.length);
    packets = Numbers.of(draft.packets, parsed.length);
    bytes = Numbers.of(draft.bytes, parsed.length);
  }

  @Override
  public int size() {
    return parsed.length;
  }

  @Override
  public Fact get(int index) {
    Source source = new Source(node, file, (int) lines.get(index));
    return parsed[index] instanceof ParsedRule rule
        ? rule(source, rule, index)
        : chain(source, (ParsedChain) parsed[index], index);
  }

  private IptablesRule rule(Source source, ParsedRule rule, int index) {
    return new IptablesRule(
        source,
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

  private IptablesChain chain(Source source, ParsedChain chain, int index) {
    return new IptablesChain(
        source,
        origin.backend(),
        origin.family(),
        table,
        chain.name(),
        chain.policy(),
        packets.get(index),
        bytes.get(index));
  }

  /** A table whose lines come one by one. */
  static final class Draft {
    private final String node;
    private final String file;
    private final ListingOrigin origin;
    private final String table;
    private final List<Record> parsed = new ArrayList<>();
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

    /**
     * Adds a rule or a chain.
     *
     * @param position a rule's, in its chain
     */
    void add(int line, Record rule, int position, long packetCount, long byteCount) {
      int index = parsed.size();
      if (index == lines.length) {
        lines = Arrays.copyOf(lines, 2 * index);
        positions = Arrays.copyOf(positions, 2 * index);
        packets = Arrays.copyOf(packets, 2 * index);
        bytes = Arrays.copyOf(bytes, 2 * index);
      }
      parsed.add(rule);
      lines[index] = line;
      positions[index] = position;
      packets[index] = packetCount;
      bytes[index] = byteCount;
    }

    ListedTable finish() {
      return new ListedTable(this);
    }
  }
}
