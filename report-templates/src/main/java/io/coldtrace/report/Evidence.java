package io.coldtrace.report;

/**
 * A line of a captured file, as it stands there.
 *
 * @param node empty if the file belongs to the cluster as a whole
 * @param line counts from 1; 0 names the file as a whole
 */
public record Evidence(String node, String file, int line, String text) {}
