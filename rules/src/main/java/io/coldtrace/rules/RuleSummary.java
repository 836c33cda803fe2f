package io.coldtrace.rules;

import java.util.List;
import java.util.Map;

/**
 * What a rule says of itself.
 *
 * @param path of its folder in the catalog, as {@code kernel/icmp-echo-ignored}
 * @param titles in each language
 * @param sources links and names that back it
 */
public record RuleSummary(
    String id,
    String path,
    Map<Language, String> titles,
    Severity severity,
    Maturity maturity,
    String category,
    List<String> sources) {}
