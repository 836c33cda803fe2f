package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import java.util.List;
import java.util.Optional;

/**
 * A virtual service of IPVS, as kube-proxy's ipvs mode makes one for each port of a Service: {@code
 * TCP 10.96.0.1:443 rr persistent 10800}.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code sctp}, or {@code fwm} for a firewall mark
 * @param name as printed: {@code 10.96.0.1:443}, {@code [fd00::1]:53}, {@code kubernetes:https}, a
 *     mark
 * @param address empty for a mark and for a host name
 * @param port -1 for a mark and for a port's name
 * @param scheduler as {@code rr}; empty where the listing does not show it (counters alone)
 * @param flags {@code persistent}, its seconds, a mask, ...
 */
public record IpvsService(
    Source source,
    String protocol,
    String name,
    Optional<Ip> address,
    int port,
    String scheduler,
    List<String> flags)
    implements Fact {}
