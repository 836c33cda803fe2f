package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * How well the clock follows the time, from {@code chronyc tracking}, {@code timedatectl} or {@code
 * ntpq -p}.
 *
 * @param source the line of the offset; else the one that says whether it follows
 * @param tool {@code chronyc}, {@code timedatectl} or {@code ntpq}
 * @param reference the server that it follows, as printed; empty if none
 * @param offset seconds that the clock is ahead of the time; negative if behind; 0 if not printed
 * @param synchronised whether it follows a server
 */
public record ClockTracking(
    Source source, String tool, String reference, double offset, boolean synchronised)
    implements Fact {}
