package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * What {@code ethtool} says of a link without an option: {@code Speed: 1000Mb/s}, {@code Link
 * detected: yes}.
 *
 * @param device the interface; empty where nothing tells it
 * @param name as printed
 */
public record InterfaceSetting(Source source, String device, String name, String value)
    implements Fact {}
