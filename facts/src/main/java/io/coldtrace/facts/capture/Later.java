package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A counter as it stood when the probes had ended ({@code after/ip-link.txt}): what moved since it
 * was read first tells where packets went.
 *
 * @param fact as it would be of a first reading
 */
public record Later(Source source, Fact fact) implements Fact {}
