package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A feature that an interface takes off the kernel's hands, from {@code ethtool -k}: {@code
 * tx-checksum-ip-generic: on}.
 *
 * @param device the interface; empty where nothing tells it
 * @param fixed nobody can change it
 */
public record Offload(Source source, String device, String feature, boolean on, boolean fixed)
    implements Fact {}
