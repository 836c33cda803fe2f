package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A rule of the chain KUBE-FIREWALL, in which kubelet drops packets that were marked for it.
 *
 * @param source its first copy
 * @param backend as in {@link PacketLoss}
 * @param family {@code ip} or {@code ip6}
 * @param text as written
 * @param program as in {@link PacketLoss}
 * @param removal the shell command that takes one copy away; empty if none is known
 * @param copies how often it stands there
 * @param dropsAll it drops whatever gets there: it has no condition
 */
public record KubeFirewallRule(
    Source source,
    String node,
    String backend,
    String family,
    String text,
    String program,
    String removal,
    int copies,
    boolean dropsAll)
    implements Fact {}
