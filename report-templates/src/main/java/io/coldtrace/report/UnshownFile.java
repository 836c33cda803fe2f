package io.coldtrace.report;

/** A captured file whose text the page does not hold. */
public record UnshownFile(String node, String file, long lines) {}
