package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.netfilter.RuleOption;
import java.util.List;

/**
 * What the text of a command says by itself, wherever it stands.
 *
 * @param command {@code -A}, {@code -I}, {@code -P}, {@code -N}, ...
 * @param table of {@code -t}; empty without
 * @param number the place that {@code -I} names; else 1
 * @param policy of {@code -P}
 * @param family 4 or 6 of {@code -4} and {@code -6}; else 0
 * @param packets of {@code -c}; else -1
 */
record ParsedRule(
    String text,
    String command,
    String table,
    String chain,
    int number,
    String policy,
    int family,
    List<RuleOption> matches,
    String target,
    boolean goesTo,
    List<RuleOption> targetOptions,
    long packets,
    long bytes) {}
