package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A sign that a network interface of a node, its driver, its cable or the port at the other end is
 * not sound.
 *
 * @param source the line that says it
 * @param kind {@code errors}, {@code growing} (errors that came while the collector ran), {@code
 *     half-duplex}, {@code bond-port-down}, {@code hang}
 * @param what the counter or the setting, as printed
 * @param value how many, or which
 * @param packets that the interface received or sent meanwhile; 0 if unknown
 */
public record NicFault(
    Source source, String node, String device, String kind, String what, String value, long packets)
    implements Fact {}
