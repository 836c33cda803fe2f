package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import java.util.Optional;

/**
 * A real server behind a virtual service of IPVS: {@code -> 10.244.1.7:9376 Masq 1 3 0}.
 *
 * @param protocol of its service
 * @param service the name of its service, see {@link IpvsService#name}
 * @param name as printed: {@code 10.244.1.7:9376}
 * @param address empty for a host name
 * @param port -1 for a port's name
 * @param forward {@code Masq}, {@code Local}, {@code Tunnel} or {@code Route}; empty if not shown
 * @param weight 0 is a server that takes no new connections; -1 if not shown
 * @param activeConnections -1 if not shown
 * @param inactiveConnections -1 if not shown
 */
public record IpvsDestination(
    Source source,
    String protocol,
    String service,
    String name,
    Optional<Ip> address,
    int port,
    String forward,
    int weight,
    long activeConnections,
    long inactiveConnections)
    implements Fact {}
