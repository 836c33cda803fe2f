package io.coldtrace.facts.network;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import java.util.List;
import java.util.Optional;

/**
 * One line of a routing table, as the kernel had it.
 *
 * @param type {@code unicast}, {@code local}, {@code broadcast}, {@code multicast}, {@code
 *     blackhole}, {@code unreachable}, {@code prohibit}, {@code throw}, {@code anycast}, {@code
 *     nat}
 * @param table {@code main} where none is printed
 * @param gateway of {@code via}
 * @param device of {@code dev}; empty if none
 * @param preferredSource of {@code src}
 * @param metric 0 where none is printed
 * @param protocol of {@code proto}; empty if none
 * @param scope {@code global} where none is printed
 * @param flags {@code onlink}, {@code linkdown}, {@code dead}, {@code pervasive}, ...; {@code
 *     nexthop} for one of several next hops of a route
 */
public record Route(
    Source source,
    String type,
    String table,
    Cidr destination,
    Optional<Ip> gateway,
    String device,
    Optional<Ip> preferredSource,
    long metric,
    String protocol,
    String scope,
    List<String> flags)
    implements Fact {}
