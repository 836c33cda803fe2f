package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * kube-proxy's chain KUBE-FORWARD of a node whose services are rules of iptables.
 *
 * @param source its first rule
 * @param backend as in {@link PacketLoss}
 * @param program as in {@link PacketLoss}
 * @param dropsInvalid it drops packets that connection tracking cannot place, as kube-proxy writes
 *     it since 1.15
 */
public record KubeForward(
    Source source, String node, String backend, String program, boolean dropsInvalid)
    implements Fact {}
