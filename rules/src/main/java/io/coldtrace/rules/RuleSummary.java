package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule says of itself.
 *
 * @param path of its folder in the catalog, as {@code kernel/icmp-echo-ignored}
 * @param titles in each language
 * @param range the type of the facts that it ranges over; empty for a rule of the cluster
 * @param needs what it cannot do without, as it says it
 * @param sources links and names that back it
 */
public record RuleSummary(
    String id,
    String path,
    Map<Language, String> titles,
    Severity severity,
    Maturity maturity,
    String category,
    Optional<Class<? extends Fact>> range,
    List<String> needs,
    List<String> sources) {}
