package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import java.util.Optional;

/** Out by a device: to a pod behind a bridge, into a tunnel, over the underlay. */
final class Wires {
  private static final int IP_AND_TCP = 40;
  private static final int IP_AND_UDP = 28;

  private final Trip trip;
  private final Journey journey;
  private final PodDoor door;
  private final Tunnel tunnel;

  Wires(Trip trip, Journey journey, PodDoor door) {
    this.trip = trip;
    this.journey = journey;
    this.door = door;
    tunnel = new Tunnel(trip, journey);
  }

  Leg transmit(Host host, Route route) {
    Optional<Link> link = host.link(route.device());
    Optional<Loss> lost =
        link.flatMap(device -> down(host, device).or(() -> tooLarge(host, device)));
    if (lost.isPresent()) {
      return Leg.lost(lost.get());
    }
    Ip next = route.gateway().orElse(trip.packet().destination());
    if (link.isPresent() && link.get().vxlan().isPresent()) {
      return tunnel.enter(host, link.get(), next);
    }
    if (link.isPresent() && link.get().kind().equals("bridge") && route.gateway().isEmpty()) {
      return door.arrive(host, route.device());
    }
    Optional<Loss> unresolved =
        host.neighbor(next, route.device())
            .filter(Wires::failed)
            .map(
                entry ->
                    trip.lost(
                        host.name(), "neighbor-unresolved", entry.source(), PodDoor.line(entry)));
    return unresolved.map(Leg::lost).orElseGet(() -> wire(host, route, next));
  }

  private Leg wire(Host host, Route route, Ip next) {
    Optional<Host> peer =
        host.isOnLink(next, route) ? trip.cluster().hostWith(next) : Optional.empty();
    // Without an overlay the network's own routers may know the way to a pod.
    Optional<Host> home =
        trip.cluster().hostOfPod(trip.packet().destination()).filter(Host::hasTunnel);
    if (home.isPresent() && !peer.equals(home)) {
      return Leg.lost(trip.lost(host.name(), "misrouted", route.source(), Wording.line(route)));
    }
    if (peer.isEmpty()) {
      trip.assume(Assumption.outside(host.name(), next.getText()));
      trip.step(host.name(), "wire", "to " + next.getText(), "", Source.NONE);
      return Leg.leftTheSnapshot();
    }
    trip.assume(Assumption.underlay(host.name(), peer.get().name()));
    trip.step(host.name(), "wire", "to " + peer.get().name(), "", Source.NONE);
    trip.packet(trip.packet().onTheWire());
    return journey.receive(peer.get(), peer.get().deviceOf(next).orElse(route.device()));
  }

  /** Whether the kernel asked for the neighbor's address and nobody answered. */
  static boolean failed(Neighbor entry) {
    return entry.mac().isEmpty()
        && (entry.state().equals("FAILED") || entry.state().equals("INCOMPLETE"));
  }

  private Optional<Loss> down(Host host, Link link) {
    return link.flags().contains("UP")
        ? Optional.empty()
        : Optional.of(
            trip.lost(host.name(), "device-down", link.source(), link.name() + " is down"));
  }

  /** A packet that does not fit and must not be cut; an answer's size is known of an echo alone. */
  private Optional<Loss> tooLarge(Host host, Link link) {
    boolean tcp = trip.packet().protocol().equals("tcp");
    int bytes = trip.flow().size() + (tcp ? IP_AND_TCP : IP_AND_UDP);
    boolean known = !trip.isReply() || trip.packet().protocol().equals("icmp");
    boolean fits = link.mtu() <= 0 || bytes <= link.mtu();
    return fits || !known || !trip.flow().unfragmented() || trip.isReply()
        ? Optional.empty()
        : Optional.of(
            trip.rejected(
                host.name(),
                "mtu-exceeded",
                link.source(),
                bytes + " bytes into " + link.name() + ", MTU " + link.mtu()));
  }
}
