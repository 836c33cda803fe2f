package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.netfilter.IpvsDestination;
import io.coldtrace.facts.netfilter.IpvsService;
import java.util.List;
import java.util.Optional;

/**
 * IPVS: at {@code OUTPUT} for the host's own packets, behind {@code INPUT} for others (ipvsadm(8)).
 */
final class Services {
  private final Trip trip;

  Services(Trip trip) {
    this.trip = trip;
  }

  /** The loss where a service has no server that takes connections: it refuses them. */
  Optional<Loss> choose(Host host, Hook hook) {
    PacketHeader packet = trip.packet();
    if (trip.isReply()) {
      return Optional.empty();
    }
    Optional<IpvsService> service =
        host.ipvs().service(packet.protocol(), packet.destination(), packet.destinationPort());
    if (service.isEmpty()) {
      return Optional.empty();
    }
    List<IpvsDestination> servers = host.ipvs().servers(service.get());
    String name = service.get().protocol() + " " + service.get().name();
    if (servers.isEmpty()) {
      return Optional.of(
          trip.rejected(host.name(), "no-endpoint", service.get().source(), "no server: " + name));
    }
    IpvsDestination server = servers.get(trip.choices().pick(servers.size(), Optional.empty()));
    Ip address = server.address().orElseThrow();
    trip.hooks().redirect(address, server.port());
    String now = Translator.end(address, server.port());
    trip.choices().name(now);
    trip.step(
        host.name(),
        "ipvs",
        "to " + now + " behind " + hook,
        name + " -> " + server.name(),
        server.source());
    return Optional.empty();
  }
}
