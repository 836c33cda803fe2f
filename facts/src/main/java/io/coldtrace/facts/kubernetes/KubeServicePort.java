package io.coldtrace.facts.kubernetes;

/**
 * A port of a service.
 *
 * @param name empty if it has none
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param targetPort a number or a name
 * @param nodePort 0 if none
 */
public record KubeServicePort(
    String name, String protocol, int port, String targetPort, int nodePort) {}
