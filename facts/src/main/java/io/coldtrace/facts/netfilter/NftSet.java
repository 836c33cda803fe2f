package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A named set or map of nftables.
 *
 * @param type as written ({@code ipv4_addr . inet_service : verdict}, {@code typeof ip saddr})
 * @param elements as written, one an element, time-outs, counters and comments left out; strings
 *     keep their quotes
 */
public record NftSet(
    Source source,
    String family,
    String table,
    String name,
    String type,
    boolean map,
    List<String> elements)
    implements Fact {}
