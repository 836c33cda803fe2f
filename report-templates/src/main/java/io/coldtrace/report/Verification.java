package io.coldtrace.report;

/**
 * The failed and the passed probes, walked again with the remedy applied to the model.
 *
 * @param fixed failed before, pass now
 * @param stillFailing failed before and still do
 * @param broken passed before and fail now
 */
public record Verification(int fixed, int stillFailing, int broken) {}
