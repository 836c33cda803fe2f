package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A bridge and those of its settings that decide about packets, from {@code ip -d link} or {@code
 * brctl show}. Each setting is {@code on} or {@code off}; empty where it was not printed.
 *
 * @param stp whether it speaks the spanning tree protocol
 * @param vlanFiltering whether it looks at VLAN tags
 * @param nfCallIptables whether it hands IPv4 to netfilter, whatever the sysctl
 *     bridge-nf-call-iptables says
 */
public record Bridge(
    Source source, String name, String stp, String vlanFiltering, String nfCallIptables)
    implements Fact {}
