package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.host.RouteQuery;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Route;
import java.util.List;
import java.util.Optional;

/** How a host routes its own packets. */
final class Routing {
  private Routing() {}

  /** Those that a packet of the host's own may take. */
  static List<Route> ofOwn(Host host, PacketHeader packet, Optional<Ip> source) {
    List<Route> found = host.routes().lookup(RouteQuery.ofOwn(packet, source));
    return found.isEmpty() && host.isUnlisted(packet.destination())
        ? List.of(toItself(packet.destination()))
        : found;
  }

  /** From a host to an address of its own. */
  private static Route toItself(Ip address) {
    return new Route(
        Source.NONE,
        "local",
        "local",
        new Cidr(address, address.bits()),
        Optional.empty(),
        "lo",
        Optional.empty(),
        0,
        "kernel",
        "host",
        List.of());
  }
}
