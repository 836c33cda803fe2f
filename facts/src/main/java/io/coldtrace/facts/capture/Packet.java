package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import java.util.Optional;

/**
 * A packet that tcpdump summarized; for VXLAN the inner packet with it.
 *
 * @param source its first line
 * @param time epoch seconds where {@code -tt} was given; else seconds of the day; -1 if not shown
 * @param device where the listing names it ({@code -i any}); else empty
 * @param direction {@code In}, {@code Out}, {@code P}; empty if not shown
 * @param sourcePort -1 if none
 * @param protocol {@code udp}, {@code tcp}, {@code icmp}, ... in small letters; empty if it was not
 *     understood
 * @param length bytes as printed; -1 if none
 * @param vni of a VXLAN header that was decoded; -1 if none
 * @param innerSource of the encapsulated packet
 * @param summary the protocol part as printed; of the inner packet where there is one
 */
public record Packet(
    Source source,
    double time,
    String device,
    String direction,
    Ip sender,
    int sourcePort,
    Ip receiver,
    int destinationPort,
    String protocol,
    int length,
    int vni,
    Optional<Ip> innerSource,
    Optional<Ip> innerDestination,
    String summary)
    implements Fact {}
