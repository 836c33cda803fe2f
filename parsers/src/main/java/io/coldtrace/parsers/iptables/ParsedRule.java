package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.netfilter.RuleOption;
import java.util.List;

/** What the text of a rule says by itself, wherever it stands. */
record ParsedRule(
    String text,
    String chain,
    List<RuleOption> matches,
    String target,
    boolean goesTo,
    List<RuleOption> targetOptions) {}
