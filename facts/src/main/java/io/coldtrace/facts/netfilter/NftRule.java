package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A rule of nftables, from {@code nft list ruleset}.
 *
 * @param position in its chain, from 1
 * @param matches in the order in which they stand; all must hold
 * @param statements what it does besides its verdict ({@code counter packets 5 bytes 300}, {@code
 *     log prefix "x"}, {@code meta mark set 0x1}, {@code dnat to 10.0.0.1})
 * @param verdict {@code accept}, {@code drop}, {@code reject}, {@code jump}, {@code goto}, {@code
 *     return}, {@code queue}, {@code continue}, {@code vmap}; empty if it has none
 * @param verdictArgument the chain of a jump or goto; of a reject what follows {@code with}; of a
 *     vmap the map as written
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
