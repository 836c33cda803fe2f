package io.coldtrace.analyzer.privacy;

/**
 * A file of an anonymized snapshot.
 *
 * @param node its top folder; empty for a text that lay beside the others
 * @param path under that folder
 */
public record RewrittenFile(String node, String path, String text) {}
