package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A rule of nftables, from {@code nft list ruleset}.
 *
 * @param position in its chain, from 1
 * @param matches in the order in which they stand; all must hold; the operator {@code ?} is one
 *     that may hold or not
 * @param statements what it does besides its verdict, never a condition ({@code counter packets 5
 *     bytes 300}, {@code log prefix "x"}, {@code meta mark set 0x1}, {@code dnat to 10.0.0.1},
 *     {@code xt target MARK}); comments are left out
 * @param verdict {@code accept}, {@code drop}, {@code reject}, {@code jump}, {@code goto}, {@code
 *     return}, {@code queue}, {@code continue}, {@code vmap}; empty if it has none; {@code ?} if
 *     the rule is not understood and may have any
 * @param verdictArgument the chain of a jump or goto; of a reject what follows {@code with}, the
 *     word {@code type} left out; of a vmap the map as written or {@code @name}; its key is the
 *     last of the matches
 * @param text the rule as it stands
 */
public record NftRule(
    Source source,
    String family,
    String table,
    String chain,
    int position,
    List<NftMatch> matches,
    List<String> statements,
    String verdict,
    String verdictArgument,
    String text)
    implements Fact {}
