package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A chain of rules.
 *
 * @param source the line that declares it
 * @param text that line
 * @param dropsByPolicy whether a packet that reaches its end is dropped; false for a user chain
 */
record Chain(
    String name,
    Source source,
    String text,
    boolean dropsByPolicy,
    List<Rule> rules,
    DestinationIndex index) {
  Chain(String name, Source source, String text, boolean dropsByPolicy, List<Rule> rules) {
    this(
        name,
        source,
        text,
        dropsByPolicy,
        rules,
        new DestinationIndex(rules.stream().map(Rule::destination)));
  }

  /** The position of the first rule from this one on that may match the packet. */
  int next(int from, PacketHeader packet) {
    return index.next(from, packet.destination());
  }

  /** A place in a listing, not a value: comparing two would compare all their rules. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
