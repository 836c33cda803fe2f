package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/** A {@code nameserver} line of resolv.conf(5). */
public record Nameserver(Source source, String address) implements Fact {}
