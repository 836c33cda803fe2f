package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A chain of nftables. One of a table that is {@code dormant} is no base chain: the kernel has
 * taken it off its hook.
 *
 * @param family {@code ip}, {@code ip6}, {@code inet}, {@code arp}, {@code bridge} or {@code
 *     netdev}
 * @param type {@code filter}, {@code nat} or {@code route}; empty if it is no base chain
 * @param hook as {@code forward}; empty if it is no base chain
 * @param device of a netdev base chain, several with {@code ", "} between; else empty
 * @param priority as a number, names and sums resolved; 0 if it is no base chain
 * @param policy {@code accept} or {@code drop}; empty if it is no base chain
 */
public record NftChain(
    Source source,
    String family,
    String table,
    String name,
    String type,
    String hook,
    String device,
    int priority,
    String policy)
    implements Fact {}
