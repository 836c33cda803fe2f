package io.coldtrace.facts.capture;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import java.util.Optional;

/**
 * Somebody to probe: a line of the peers file ({@code pod node-2 default/web-2 10.244.2.7 80/tcp}).
 *
 * @param kind {@code node}, {@code pod}, {@code dns} (a pod that answers DNS) or {@code service}
 * @param node the node that it lives on, itself for a node; empty for a service
 * @param name the node's name, or {@code namespace/name}
 * @param podCidr of a node, where it is known
 * @param port {@code 80/tcp}; {@code -} if none is known
 */
public record Peer(
    Source source,
    String kind,
    String node,
    String name,
    Ip address,
    Optional<Cidr> podCidr,
    String port)
    implements Fact {}
