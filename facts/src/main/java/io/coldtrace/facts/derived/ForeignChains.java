package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * The netfilter chains of one owner on a node, where that is neither the kernel nor what makes a
 * cluster of flannel and kube-proxy: they are to be known, whatever they do.
 *
 * @param source the first of them
 * @param owner {@code firewalld}, {@code dockerd}, ...; empty for all whose owner nobody knows
 * @param names of the chains, and of native nftables tables as {@code table inet filter}, each once
 * @param shown the first of the names, with {@code ...} behind them if there are more
 * @param lines where each stands, in the order of the names
 */
public record ForeignChains(
    Source source, String node, String owner, List<String> names, String shown, List<Source> lines)
    implements Fact {
  public ForeignChains {
    names = List.copyOf(names);
    lines = List.copyOf(lines);
  }
}
