package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A node's clock that is off, or that nothing keeps.
 *
 * @param source the line that says it
 * @param seconds that it is ahead; negative if behind; 0 if unknown
 * @param kept it follows a time server
 * @param against what it was compared with: a time server, or other nodes; empty if with nothing
 * @param tool that keeps the clock, as far as is known: {@code chronyc}, {@code timedatectl},
 *     {@code ntpq}
 */
public record ClockFault(
    Source source, String node, double seconds, boolean kept, String against, String tool)
    implements Fact {}
