package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A policy-routing rule: {@code 32766: from all lookup main}.
 *
 * @param selector what stands between the colon and the action, as printed
 * @param action {@code lookup main}, {@code blackhole}, {@code goto 100}, ...
 */
public record RoutingRule(Source source, long priority, String selector, String action)
    implements Fact {}
