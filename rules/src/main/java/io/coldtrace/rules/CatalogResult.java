package io.coldtrace.rules;

import java.util.List;

/**
 * A catalog as far as it could be loaded, and what is wrong with the rest.
 *
 * @param catalog the rules without mistakes
 * @param issues by place; empty if all rules are well
 */
public record CatalogResult(RuleCatalog catalog, List<RuleIssue> issues) {}
