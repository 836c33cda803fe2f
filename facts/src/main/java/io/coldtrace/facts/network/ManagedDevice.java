package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A device as a network manager sees it: {@code flannel.1 vxlan unmanaged --} of nmcli, {@code 4
 * flannel.1 vxlan routable unmanaged} of networkctl.
 *
 * @param manager {@code NetworkManager} or {@code systemd-networkd}
 * @param type {@code ethernet}, {@code vxlan}, ...; empty if not printed
 * @param state NetworkManager's state, networkd's SETUP: {@code unmanaged}, {@code connected},
 *     {@code configured}
 * @param connection NetworkManager's profile; empty if none
 */
public record ManagedDevice(
    Source source, String manager, String device, String type, String state, String connection)
    implements Fact {}
