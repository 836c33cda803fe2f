package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A rule of iptables, from {@code iptables-save}, every option kept.
 *
 * @param backend {@code legacy} or {@code nft}
 * @param family {@code ip} or {@code ip6}
 * @param table empty if the listing does not say (cut at its head, or run through grep)
 * @param position in its chain, from 1
 * @param matches in the order in which they stand
 * @param target of {@code -j} or {@code -g}: a verdict, an extension or a chain; empty if the rule
 *     has none
 * @param goesTo {@code -g}: the target chain returns to this chain's caller
 * @param targetOptions the target's own options, as {@code --reject-with icmp-host-prohibited}
 * @param packets that matched; -1 if the listing has no counters
 * @param text the rule as it stands, without counters
 */
public record IptablesRule(
    Source source,
    String backend,
    String family,
    String table,
    String chain,
    int position,
    List<RuleOption> matches,
    String target,
    boolean goesTo,
    List<RuleOption> targetOptions,
    long packets,
    long bytes,
    String text)
    implements Fact {
  /** The same rule, of the other backend. */
  public IptablesRule ofBackend(String other) {
    return new IptablesRule(
        source,
        other,
        family,
        table,
        chain,
        position,
        matches,
        target,
        goesTo,
        targetOptions,
        packets,
        bytes,
        text);
  }
}
