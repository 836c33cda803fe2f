package io.coldtrace.facts.network;

import io.coldtrace.facts.Source;

/**
 * What {@code ip -d link} says of a VXLAN device: {@code vxlan id 1 local 10.0.0.5 dev eth0 srcport
 * 0 0 dstport 8472 nolearning}.
 *
 * @param source the line that says it
 * @param vni the network identifier
 * @param local the VTEP's own address; empty if not set
 * @param device the underlay interface; empty if not set
 * @param port the UDP destination port; 0 if not printed
 */
public record Vxlan(
    Source source, int vni, String local, String device, int port, boolean learning) {}
