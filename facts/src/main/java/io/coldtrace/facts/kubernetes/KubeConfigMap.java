package io.coldtrace.facts.kubernetes;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.Map;

/**
 * A ConfigMap object.
 *
 * @param source the line of its name
 * @param data its text entries
 * @param lines the line of each entry's value
 */
public record KubeConfigMap(
    Source source,
    String namespace,
    String name,
    Map<String, String> data,
    Map<String, Source> lines)
    implements Fact {}
