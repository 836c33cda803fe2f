package io.coldtrace.facts.kubernetes;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;
import java.util.Map;

/**
 * A Pod object.
 *
 * @param source the line of its name
 * @param nodeName empty if it is not scheduled
 * @param ip empty if it has none
 * @param phase {@code Running}, {@code Pending}, ...
 * @param ready its Ready condition is True
 * @param labels all of them
 * @param owner kind and name of its first owner ({@code DaemonSet/kube-flannel-ds}); empty if none
 * @param created epoch seconds; 0 if unknown
 * @param containers those of the pod; before them its init containers that have not done their work
 */
public record KubePod(
    Source source,
    String namespace,
    String name,
    String nodeName,
    String ip,
    boolean hostNetwork,
    String phase,
    boolean ready,
    Map<String, String> labels,
    String owner,
    long created,
    List<KubeContainer> containers)
    implements Fact {}
