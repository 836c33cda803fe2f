package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * Something known that a node's log says, or an event about one of its pods or about itself.
 *
 * @param node that it speaks of; empty if unknown
 * @param id as in {@link io.coldtrace.facts.kernel.LogMessage}
 * @param subject as in {@link io.coldtrace.facts.kernel.LogMessage}
 * @param text without time and host
 * @param speaker the container whose log it is ({@code kube-proxy}); else {@code dmesg}, {@code
 *     journal}, {@code component-log} or {@code event}
 */
public record Complaint(
    Source source, String node, String id, String subject, String text, String speaker)
    implements Fact {}
