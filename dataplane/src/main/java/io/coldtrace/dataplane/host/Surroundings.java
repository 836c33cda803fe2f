package io.coldtrace.dataplane.host;

import io.coldtrace.dataplane.netfilter.LocalAddresses;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.network.Route;
import java.util.List;
import java.util.Optional;

/** What a host's rules may ask of it. */
final class Surroundings implements LocalAddresses {
  private final Host host;

  Surroundings(Host host) {
    this.host = host;
  }

  @Override
  public boolean isLocal(Ip address) {
    return host.isLocal(address);
  }

  @Override
  public boolean isBroadcast(Ip address) {
    return host.isBroadcast(address) || LocalAddresses.super.isBroadcast(address);
  }

  @Override
  public boolean knowsRoutes() {
    return host.routes().collected();
  }

  @Override
  public Optional<String> wayBack(PacketHeader packet, long mark) {
    return wayBack(host, packet, mark, "lo").map(r -> r.type().equals("local") ? "lo" : r.device());
  }

  /**
   * The route by which the host would answer the packet's sender; empty if none leads there.
   *
   * @param inDevice by which the answer would come in: a packet's way out, {@code lo} if it is for
   *     the host itself
   */
  static Optional<Route> wayBack(Host host, PacketHeader packet, long mark, String inDevice) {
    RouteQuery query =
        new RouteQuery(
            Optional.of(packet.destination()),
            packet.source(),
            inDevice,
            "",
            mark,
            packet.traits().tos(),
            "",
            -1,
            -1);
    List<Route> routes = host.routes().lookup(query);
    // Of several next hops one by the packet's own device is enough.
    return routes.stream()
        .filter(route -> route.device().equals(packet.inDevice()))
        .findFirst()
        .or(() -> routes.stream().findFirst())
        .filter(route -> List.of("unicast", "local", "broadcast").contains(route.type()));
  }
}
