package io.coldtrace.facts.network;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * An address on an interface: {@code inet 10.244.1.1/24 brd 10.244.1.255 scope global cni0}.
 *
 * @param device the interface, without {@code @...}
 * @param address with its prefix, host bits kept
 * @param scope {@code global}, {@code link}, {@code host}, ...
 * @param label the alias ({@code eth0:1}), else the interface's name
 */
public record InterfaceAddress(
    Source source, String device, Cidr address, String scope, String label, boolean secondary)
    implements Fact {}
