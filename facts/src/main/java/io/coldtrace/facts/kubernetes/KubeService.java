package io.coldtrace.facts.kubernetes;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;
import java.util.Map;

/**
 * A Service object.
 *
 * @param source the line of its name
 * @param type {@code ClusterIP}, {@code NodePort}, ...
 * @param clusterIps {@code None} left out
 * @param externalPolicy {@code Cluster} or {@code Local}: where traffic from outside may be served;
 *     empty if not said
 * @param externalPolicySource the line that says so; else the service's
 * @param internalPolicy the same of traffic from pods
 */
public record KubeService(
    Source source,
    String namespace,
    String name,
    String type,
    List<String> clusterIps,
    List<KubeServicePort> ports,
    Map<String, String> selector,
    String externalPolicy,
    Source externalPolicySource,
    String internalPolicy)
    implements Fact {}
