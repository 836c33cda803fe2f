package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A firewall product that is at work on a node: by its chains or tables, its process or its unit,
 * each of which suffices.
 *
 * @param source the strongest sign
 * @param product {@code firewalld} or {@code ufw}
 * @param backend {@code iptables} or {@code nftables}: where its rules stand; empty if none were
 *     seen
 * @param signs all lines that show it
 * @param losses lines of its rules that lose traffic
 * @param probes failed probes that its rules lose
 */
public record HostFirewall(
    Source source,
    String node,
    String product,
    String backend,
    List<Source> signs,
    List<Source> losses,
    List<String> probes)
    implements Fact {
  public HostFirewall {
    signs = List.copyOf(signs);
    losses = List.copyOf(losses);
    probes = List.copyOf(probes);
  }
}
