package io.coldtrace.report;

/**
 * Something that was not captured.
 *
 * @param what {@code iptables-save}
 * @param why {@code command not found}
 */
public record MissingInput(String node, String what, String why) {}
