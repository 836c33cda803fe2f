package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * How well the clock follows the time, from {@code chronyc tracking} or {@code ntpq -pn}; without
 * either how it compares with those of the other nodes, by a server that all asked.
 *
 * @param source the line of the offset
 * @param reference the server that it follows, or was compared by, as printed; empty if none
 * @param offset seconds that the clock is ahead of the time; negative if behind
 * @param synchronised false if {@code Leap status} says {@code Not synchronised}, or no peer is
 *     followed
 */
public record ClockTracking(Source source, String reference, double offset, boolean synchronised)
    implements Fact {}
