package io.coldtrace.rules;

/**
 * One command of a remedy on one node.
 *
 * @param node where to run it; empty where no node is meant
 * @param command a complete shell line; empty for a manual step
 * @param note what to know of it; empty if nothing
 */
public record RemedyStep(StepKind kind, String node, String command, String note) {}
