package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A chain of iptables: {@code :FORWARD DROP [29471:2481560]}.
 *
 * @param backend {@code legacy} or {@code nft}
 * @param family {@code ip} or {@code ip6}
 * @param policy {@code ACCEPT} or {@code DROP}; {@code -} for a user chain
 * @param packets that met the policy; -1 if the listing has no counters
 */
public record IptablesChain(
    Source source,
    String backend,
    String family,
    String table,
    String name,
    String policy,
    long packets,
    long bytes)
    implements Fact {
  /** The same chain, of the other backend. */
  public IptablesChain ofBackend(String other) {
    return new IptablesChain(source, other, family, table, name, policy, packets, bytes);
  }
}
