package io.coldtrace.facts.kubernetes;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;
import java.util.Map;

/**
 * A Node object.
 *
 * @param source the line of its name
 * @param addresses of {@code status.addresses}, InternalIP first, host names left out
 * @param hostname of the address of type Hostname; else its name
 * @param podCidrs of {@code spec.podCIDRs}, else {@code spec.podCIDR}
 * @param ready {@code True}, {@code False} or {@code Unknown}
 * @param annotations all of them, as {@code flannel.alpha.coreos.com/public-ip}
 * @param lines the line of each annotation, and of {@code podCIDR}
 */
public record KubeNode(
    Source source,
    String name,
    List<String> addresses,
    String hostname,
    List<Cidr> podCidrs,
    String ready,
    String osImage,
    String kernelVersion,
    Map<String, String> annotations,
    Map<String, String> labels,
    Map<String, Source> lines)
    implements Fact {}
