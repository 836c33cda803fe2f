package io.coldtrace.rules;

import java.util.List;

/**
 * Another way to mend what a finding says.
 *
 * @param when it is the better way
 */
public record Alternative(String title, String when, List<RemedyStep> steps) {}
