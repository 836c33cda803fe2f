package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * What a {@code curl -w} printed.
 *
 * @param status 0 if there was no answer
 * @param error curl's own message; empty if none
 */
public record HttpOutput(Source source, int status, String error) implements Fact {}
