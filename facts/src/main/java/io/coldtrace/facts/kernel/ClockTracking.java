package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * How well the clock follows the time, from {@code chronyc tracking}.
 *
 * @param source the line of the offset
 * @param reference the server that it follows, as printed; empty if none
 * @param offset seconds that the clock is ahead of the time; negative if behind
 * @param synchronised false if {@code Leap status} says {@code Not synchronised}
 */
public record ClockTracking(Source source, String reference, double offset, boolean synchronised)
    implements Fact {}
