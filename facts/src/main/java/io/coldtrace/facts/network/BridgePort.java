package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A port of a bridge, from {@code ip -d link}, {@code bridge link} or {@code brctl show}.
 *
 * @param bridge empty where it was not printed
 * @param device the interface that is the port
 * @param state {@code forwarding}, {@code disabled}, {@code blocking}, ...; empty if not printed
 * @param hairpin {@code on} or {@code off}; empty if not printed
 */
public record BridgePort(Source source, String bridge, String device, String state, String hairpin)
    implements Fact {}
