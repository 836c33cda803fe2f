package io.coldtrace.report;

/**
 * A step of a remedy.
 *
 * @param node where to run it; empty if anywhere
 * @param command complete shell lines; empty if there is nothing to type ({@code manual})
 * @param note what to know before; may be empty
 */
public record RemedyStep(StepKind kind, String node, String command, String note) {}
