package io.coldtrace.report;

/**
 * A rule that was evaluated and found nothing.
 *
 * @param breaksTraffic what it looks for is a cause of lost packets, not a risk
 */
public record ClearRule(String id, boolean breaksTraffic) {}
