package io.coldtrace.report;

/**
 * A capture of a node.
 *
 * @param archive the file's name as given
 * @param collectedAt {@code 2026-11-22T20:12:17Z}; empty if unknown
 */
public record Capture(String node, String archive, String collectedAt) {}
