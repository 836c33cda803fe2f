package io.coldtrace.dataplane.host;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.netfilter.IpvsDestination;
import io.coldtrace.facts.netfilter.IpvsService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host's IPVS services (ipvsadm(8)), as kube-proxy's ipvs mode makes them. */
public final class Ipvs {
  private record Key(String protocol, Ip address, int port) {}

  private record Name(String protocol, String name) {}

  private final Map<Key, IpvsService> services = new HashMap<>();
  private final Map<Name, List<IpvsDestination>> servers = new HashMap<>();

  Ipvs(Collection<IpvsService> services, Collection<IpvsDestination> destinations) {
    for (IpvsService service : services) {
      service
          .address()
          .ifPresent(
              ip ->
                  this.services.putIfAbsent(
                      new Key(service.protocol(), ip, service.port()), service));
    }
    for (IpvsDestination server : destinations) {
      if (server.weight() != 0 && server.address().isPresent()) {
        servers
            .computeIfAbsent(
                new Name(server.protocol(), server.service()), name -> new ArrayList<>())
            .add(server);
      }
    }
  }

  /** The service that takes such a packet. */
  public Optional<IpvsService> service(String protocol, Ip address, int port) {
    return services.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(services.get(new Key(protocol, address, port)));
  }

  /** Its servers that take new connections, in the order of the listing. */
  public List<IpvsDestination> servers(IpvsService service) {
    return servers.getOrDefault(new Name(service.protocol(), service.name()), List.of());
  }
}
