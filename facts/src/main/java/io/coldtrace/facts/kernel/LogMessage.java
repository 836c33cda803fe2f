package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A line of a log that says something known, as {@code nf_conntrack: table full, dropping packet}.
 *
 * @param log {@code dmesg}, {@code journal}, {@code component-log}
 * @param id the name of the message: {@code conntrack-table-full}
 * @param subject what it speaks of, a device or an address; empty if the message names none
 * @param text without time and host
 */
public record LogMessage(Source source, String log, String id, String subject, String text)
    implements Fact {}
