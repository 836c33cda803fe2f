package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * The driver behind an interface, from {@code ethtool -i}.
 *
 * @param source the line of its name
 * @param device the interface; empty where nothing tells it
 * @param driver {@code vmxnet3}, {@code virtio_net}, {@code vxlan}, ...
 * @param version of the driver; empty if none
 * @param firmware empty if none
 * @param bus the device's place on its bus, as {@code 0000:0b:00.0}; empty if none
 */
public record InterfaceDriver(
    Source source, String device, String driver, String version, String firmware, String bus)
    implements Fact {}
