package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * What time a server said it was when it answered: {@code < Date: Sun, 22 Nov 2026 23:33:14 GMT}.
 *
 * @param epoch seconds
 */
public record ServerDate(Source source, long epoch) implements Fact {}
