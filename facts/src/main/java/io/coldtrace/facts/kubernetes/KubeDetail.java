package io.coldtrace.facts.kubernetes;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A line of {@code kubectl describe}.
 *
 * @param namespace of the object described; empty if it has none
 * @param name of the object described
 * @param path the titles that the line stands under, and its own: {@code Containers.coredns.Last
 *     State.Reason}
 */
public record KubeDetail(Source source, String namespace, String name, String path, String value)
    implements Fact {}
