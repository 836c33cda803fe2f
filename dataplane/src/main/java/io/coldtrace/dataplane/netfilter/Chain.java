package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A chain of rules.
 *
 * @param source the line that declares it
 * @param text that line
 * @param dropsByPolicy whether a packet that reaches its end is dropped; false for a user chain
 */
record Chain(String name, Source source, String text, boolean dropsByPolicy, List<Rule> rules) {}
