package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A place of a node where the model loses packets, and all that it loses there: the walks that one
 * line decides.
 *
 * @param source the line that decides
 * @param node where it stands
 * @param hook as in {@link Walk}
 * @param reason as in {@link Walk}
 * @param traffic as in {@link Walk}
 * @param verdict {@code dropped} or {@code rejected}
 * @param backend {@code legacy}, {@code nft} (iptables) or {@code nftables} (native); empty if it
 *     is no netfilter rule
 * @param family of the table, as {@code inet}; empty if it is no netfilter rule
 * @param table of the rule; empty if it is no netfilter rule
 * @param chain of the rule; empty if it is no netfilter rule
 * @param owner whose rule it is: {@code firewalld}, {@code ufw}, {@code kube-proxy}, ...; empty if
 *     unknown
 * @param text the rule as written; the command that removes it can be made from it
 * @param program what writes such rules: {@code iptables-nft}, {@code iptables-legacy}, {@code
 *     iptables}, {@code nft}; empty if it is no netfilter rule
 * @param removal the shell command that takes the rule away; empty if it is no rule, or none is
 *     known
 * @param passes shell commands that let such traffic pass before the line decides, where a removal
 *     would open too much or cannot be written; empty if none is known
 * @param asked what the lost flows ask for: {@code ping}, {@code dns} (over UDP), {@code other}
 * @param flows how many walks end here
 * @param probes the failed probes among them
 * @param passed the probes among them that passed all the same: they speak against the model
 */
public record PacketLoss(
    Source source,
    String node,
    String hook,
    String reason,
    String traffic,
    String verdict,
    String backend,
    String family,
    String table,
    String chain,
    String owner,
    String text,
    String program,
    String removal,
    List<String> passes,
    List<String> asked,
    int flows,
    List<String> probes,
    List<String> passed)
    implements Fact {
  public PacketLoss {
    passes = List.copyOf(passes);
    asked = List.copyOf(asked);
    probes = List.copyOf(probes);
    passed = List.copyOf(passed);
  }
}
