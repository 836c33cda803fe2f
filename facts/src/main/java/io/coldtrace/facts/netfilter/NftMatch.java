package io.coldtrace.facts.netfilter;

import java.util.List;

/**
 * A condition of an nftables rule: {@code ip saddr != { 10.0.0.0/8, 192.168.0.0/16 }}.
 *
 * <p>Every clause that can end a rule is a match. One whose outcome a listing cannot tell ({@code
 * limit rate 5/second}, {@code quota}, {@code ct count}, {@code xt match set}, {@code update @s {
 * ... limit ... }}) has the operator {@code ?}: it may hold or not. So has the part of a rule that
 * is not understood; such a part may also hold statements ({@code dnat}, {@code meta mark set}).
 *
 * @param key as written, single blanks: {@code iifname}, {@code ip saddr}, {@code ct state}, {@code
 *     udp dport}, {@code meta l4proto}, {@code iifname . ip saddr}; with its mask, always written
 *     with {@code &}: {@code meta mark & 0x4000}, {@code tcp flags & (fin | syn)}; with operator
 *     {@code ?} the first words of the clause, or the whole of what is not understood
 * @param operator {@code ==} (also where none is written), {@code !=}, {@code <}, {@code >}, {@code
 *     <=}, {@code >=}, {@code &} (any of the bits: {@code tcp flags} and {@code ct status} without
 *     a written operator), {@code !} (none of the bits: {@code ct state ! invalid,new}), {@code
 *     vmap} (no condition: the key that the rule's verdict map is asked for), {@code ?} (unknown)
 * @param values the elements of an anonymous set, or the one value, or the words between commas
 *     ({@code established,related}); unquoted; {@code @name} for a named set; of a verdict map its
 *     elements ({@code 10.0.0.1 . 53 : jump c2})
 * @param text as it stands
 */
public record NftMatch(String key, String operator, List<String> values, String text) {
  /** The operator of a condition whose outcome cannot be known from the listing. */
  public static final String UNKNOWN = "?";

  /** The operator that asks a verdict map. */
  public static final String VERDICT_MAP = "vmap";
}
