package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A counter of a network driver's own, from {@code ethtool -S}.
 *
 * @param device the interface; empty where nothing tells it
 * @param name as the driver calls it: {@code rx_queue_0_drops}
 */
public record DriverCounter(Source source, String device, String name, long value)
    implements Fact {}
