package io.coldtrace.facts.netfilter;

import java.util.List;

/**
 * A comparison in an nftables rule: {@code ip saddr != { 10.0.0.0/8, 192.168.0.0/16 }}.
 *
 * @param key as written, single blanks: {@code iifname}, {@code ip saddr}, {@code ct state}, {@code
 *     udp dport}, {@code meta l4proto}, {@code iifname . ip saddr}
 * @param operator {@code ==} (also where none is written), {@code !=}, {@code <}, {@code >}, {@code
 *     <=}, {@code >=}, {@code &} (a flag test)
 * @param values the elements of an anonymous set, or the one value; unquoted; {@code @name} for a
 *     named set
 * @param text as it stands
 */
public record NftMatch(String key, String operator, List<String> values, String text) {}
