package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Source;

/**
 * One station on a packet's way.
 *
 * @param direction {@code request} or {@code reply}
 * @param node where it is
 * @param pod in whose network namespace it is; empty for the node's own
 * @param stage a netfilter hook in capitals, or {@code route}, {@code forwarding}, {@code
 *     neighbor}, {@code fdb}, {@code encapsulate}, {@code decapsulate}, {@code dnat}, {@code snat},
 *     {@code ipvs}, {@code bridge}, {@code wire}, {@code arrived}, {@code lost}
 * @param packet as it is after the step
 * @param outcome what came of it, in words
 * @param text the rule, route or entry that was used, as far as the facts have it; empty if none
 * @param source the line of it; {@link Source#NONE} if none
 */
public record Step(
    String direction,
    String node,
    String pod,
    String stage,
    PacketHeader packet,
    String outcome,
    String text,
    Source source) {}
