package io.coldtrace.facts.kubernetes;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A DaemonSet object.
 *
 * @param source the line of its name
 * @param desired pods that should run
 * @param ready pods that do
 */
public record KubeDaemonSet(
    Source source, String namespace, String name, int desired, int ready, List<String> images)
    implements Fact {}
