package io.coldtrace.rules;

import java.util.List;

/**
 * A rule that could not judge for want of facts, or because it failed.
 *
 * @param node that it could not judge; empty for the cluster
 * @param missing the kinds of captured files, or {@code fact Sysctl}, or {@code error: ...} with
 *     what went wrong in the rule itself; sorted
 */
public record NotEvaluated(String ruleId, String node, List<String> missing) {}
