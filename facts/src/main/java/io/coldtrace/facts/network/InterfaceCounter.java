package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A counter that the kernel keeps for every interface, from {@code ip -s link}, {@code ifconfig},
 * {@code netstat -i} or {@code /proc/net/dev}; of the first those that are not 0, bytes left out.
 *
 * @param device the interface
 * @param name as {@code /sys/class/net/DEVICE/statistics} calls it: {@code rx_dropped}, {@code
 *     tx_errors}, {@code multicast}
 */
public record InterfaceCounter(Source source, String device, String name, long value)
    implements Fact {}
