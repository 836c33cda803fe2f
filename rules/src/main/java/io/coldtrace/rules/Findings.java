package io.coldtrace.rules;

import java.util.List;

/**
 * What a catalog says of a fact base.
 *
 * @param found worst first, then by rule, nodes and evidence
 * @param notEvaluated by rule, then by node
 */
public record Findings(List<Finding> found, List<NotEvaluated> notEvaluated) {}
