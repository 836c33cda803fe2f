package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * The clock of whoever answered an HTTP request: {@code < Date: Sun, 22 Nov 2026 23:33:14 GMT}.
 *
 * @param epoch seconds
 */
public record HttpDate(Source source, long epoch) implements Fact {}
