package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * What a rule found; its texts are in the language that was asked for.
 *
 * @param severity the rule's, a ceiling
 * @param subjects the facts that matched, in order; several where the rule groups them; none for a
 *     rule of the cluster
 * @param nodes the culprits, sorted; empty = the cluster
 * @param evidence the first proves the cause
 * @param explains ids of the probes that it explains, as far as the rule itself knows
 * @param message what is the case, here
 * @param why the mechanism; empty if the rule does not say
 * @param risk of the remedy; empty if the rule does not say
 * @param speaksFor what supports it
 * @param speaksAgainst what would contradict it
 * @param under ids of the more general findings that this one explains, on the same node
 */
public record Finding(
    String ruleId,
    String title,
    Severity severity,
    String category,
    List<Fact> subjects,
    List<String> nodes,
    List<Source> evidence,
    List<String> explains,
    String message,
    String why,
    String risk,
    List<String> speaksFor,
    List<String> speaksAgainst,
    List<String> under,
    List<RemedyStep> remedy,
    List<Alternative> alternatives) {}
