package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * How long a request took up to some point, as {@code curl -w} says: {@code time_connect:
 * 0.111908s}.
 *
 * @param phase {@code namelookup}, {@code connect}, {@code appconnect}, {@code pretransfer}, {@code
 *     redirect}, {@code starttransfer}, {@code total}
 * @param seconds since the beginning
 */
public record HttpTiming(Source source, String phase, double seconds) implements Fact {}
