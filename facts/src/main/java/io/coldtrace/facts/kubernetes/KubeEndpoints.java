package io.coldtrace.facts.kubernetes;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * The endpoints of a service: one Endpoints object, or one EndpointSlice.
 *
 * @param source the line of its name
 * @param kind {@code Endpoints} or {@code EndpointSlice}
 * @param name the service's name (of a slice: its {@code kubernetes.io/service-name} label)
 * @param ready addresses that receive traffic
 * @param notReady addresses that do not
 * @param ports as {@code 53/udp}
 */
public record KubeEndpoints(
    Source source,
    String kind,
    String namespace,
    String name,
    List<String> ready,
    List<String> notReady,
    List<String> ports)
    implements Fact {}
