package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.netfilter.RuleOption;
import java.util.List;

/**
 * A row of {@code iptables -L}.
 *
 * @param target empty if the rule has none
 * @param packets -1 if the listing has no counters
 */
record RuleRow(
    List<RuleOption> matches,
    String target,
    boolean goesTo,
    List<RuleOption> targetOptions,
    long packets,
    long bytes) {}
