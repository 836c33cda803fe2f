package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A rule as it was listed a second time, when the probes had ended: its counter tells whether they
 * met it.
 *
 * @param source where it stands in the later listing
 */
public record AfterProbes(Source source, IptablesRule rule) implements Fact {}
