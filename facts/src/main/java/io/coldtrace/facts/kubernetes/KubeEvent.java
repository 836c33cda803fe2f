package io.coldtrace.facts.kubernetes;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * An Event.
 *
 * @param source the line of its message
 * @param object kind and name of what it is about ({@code Pod/coredns-...})
 * @param lastSeen epoch seconds; 0 if unknown
 * @param known the id of the known message that it is, as of {@link
 *     io.coldtrace.facts.kernel.LogMessage}; empty if it is none
 * @param subject what that message speaks of
 */
public record KubeEvent(
    Source source,
    String namespace,
    String object,
    String type,
    String reason,
    String message,
    int count,
    long lastSeen,
    String known,
    String subject)
    implements Fact {}
