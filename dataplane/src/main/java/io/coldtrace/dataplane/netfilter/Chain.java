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
    RuleIndex index) {
  Chain(String name, Source source, String text, boolean dropsByPolicy, List<Rule> rules) {
    this(name, source, text, dropsByPolicy, rules, new RuleIndex(rules));
  }

  /** The position of the first rule from this one on that may match the packet. */
  int next(int from, PacketHeader packet) {
    return index.next(from, packet.destination());
  }
}
