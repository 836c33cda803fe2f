package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;
import java.util.Optional;

/**
 * A network interface, from {@code ip link} or {@code ip addr}.
 *
 * @param source the line that begins with its index
 * @param index the interface's index; 0 if the listing has none
 * @param name without {@code @...}
 * @param peer what stands after {@code @} ({@code if3}, {@code eth0}, {@code NONE}); empty if
 *     nothing
 * @param flags as {@code UP}, {@code LOWER_UP}
 * @param mtu bytes
 * @param state {@code UP}, {@code DOWN}, {@code UNKNOWN}, ...; empty if not printed
 * @param master the bridge or bond it is a port of; empty if none
 * @param mac link-layer address; empty if it has none
 * @param kind {@code vxlan}, {@code bridge}, {@code veth}, ...; empty if it was not printed
 * @param vxlan where it is a VXLAN device and {@code -d} was given
 */
public record Link(
    Source source,
    int index,
    String name,
    String peer,
    List<String> flags,
    int mtu,
    String state,
    String master,
    String mac,
    String kind,
    Optional<Vxlan> vxlan)
    implements Fact {}
