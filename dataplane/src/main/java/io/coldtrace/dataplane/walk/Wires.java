package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import java.util.Optional;

/** Out by a device: to a pod behind a bridge, into a tunnel, over the underlay. */
final class Wires {
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

  Tunnel tunnel() {
    return tunnel;
  }

  Leg transmit(Host host, Route route) {
    Optional<Link> link = host.link(route.device());
    Optional<Loss> lost =
        link.flatMap(device -> down(host, device))
            .or(() -> trip.hooks().egress(host, route.device()));
    if (lost.isPresent()) {
      return Leg.lost(lost.get());
    }
    // A gateway that is the host itself is none: the kernel asks on that link for the destination.
    Optional<Ip> gateway = route.gateway().filter(address -> !host.isLocal(address));
    Ip next = gateway.orElse(trip.packet().destination());
    if (link.isPresent() && link.get().vxlan().isPresent()) {
      return tunnel.enter(host, link.get(), next);
    }
    if (link.isPresent() && link.get().kind().equals("bridge") && route.gateway().isEmpty()) {
      return new Frames(trip)
          .out(host, route.device())
          .map(Leg::lost)
          .orElseGet(() -> door.arrive(host, route.device()));
    }
    Optional<Loss> unresolved =
        host.neighborhood()
            .neighbor(next, route.device())
            .filter(Wires::failed)
            .map(
                entry ->
                    trip.lost(
                        host.name(), "neighbor-unresolved", entry.source(), PodDoor.line(entry)));
    return unresolved.map(Leg::lost).orElseGet(() -> wire(host, route, next));
  }

  private Leg wire(Host host, Route route, Ip next) {
    boolean asked = route.gateway().filter(host::isLocal).isPresent();
    Optional<Host> named =
        asked || host.isOnLink(next, route) ? trip.cluster().hostWith(next) : Optional.empty();
    Optional<Host> peer = asked ? named.or(() -> answering(host, route.device(), next)) : named;
    // Without an overlay the network's own routers may know the way to a pod; with host-gw none
    // does.
    boolean astray =
        peer.isEmpty()
            && trip.cluster()
                .hostOfPod(trip.packet().destination())
                .filter(owner -> owner.hasTunnel() || isGateway(host, owner))
                .isPresent();
    if (astray) {
      return Leg.lost(trip.lost(host.name(), "misrouted", route.source(), Wording.line(route)));
    }
    if (peer.isEmpty()) {
      trip.assume(
          tunnel.carries()
              ? Assumption.vtepOutside(host.name(), next.getText())
              : Assumption.outside(host.name(), next.getText()));
      trip.step(host.name(), "wire", "to " + next.getText(), "", Source.NONE);
      return Leg.leftTheSnapshot();
    }
    trip.assume(carried(host.name(), peer.get().name()));
    trip.step(host.name(), "wire", "to " + peer.get().name(), "", Source.NONE);
    String mac = host.link(route.device()).map(Link::mac).orElse("");
    String device = device(host, route.device(), peer.get(), next);
    Optional<Loss> silent =
        known(host, next, route.device())
            ? Optional.empty()
            : new Verdicts(trip).silent(peer.get(), device, next);
    if (silent.isPresent()) {
      return Leg.lost(silent.get());
    }
    trip.cross();
    trip.packet(trip.packet().with(trip.packet().traits().sentBy(mac)));
    return journey.receive(peer.get(), device, "");
  }

  private Assumption carried(String from, String to) {
    if (tunnel.carries()) {
      return Assumption.underlay(from, to, trip.packet().destinationPort());
    }
    boolean source = trip.cluster().hostOfPod(trip.packet().source()).isPresent();
    boolean destination = trip.cluster().hostOfPod(trip.packet().destination()).isPresent();
    return source || destination
        ? Assumption.underlayOfPods(from, to, source, destination)
        : Assumption.underlay(from, to);
  }

  private static boolean known(Host host, Ip next, String device) {
    return host.neighborhood()
        .neighbor(next, device)
        .filter(entry -> !entry.mac().isEmpty())
        .isPresent();
  }

  /**
   * Whether others send the pods' packets to their node itself, as with host-gw, and this could.
   */
  private boolean isGateway(Host host, Host owner) {
    Ip pod = trip.packet().destination();
    return trip.cluster().hosts().stream()
        .filter(other -> !other.equals(host) && !other.equals(owner))
        .flatMap(other -> other.routes().lookup(Optional.empty(), pod).stream())
        .flatMap(route -> route.gateway().stream())
        .filter(gateway -> owner.deviceOf(gateway).isPresent())
        .anyMatch(
            gateway ->
                host.addresses().stream()
                    .anyMatch(
                        own -> own.address().prefix() < 32 && own.address().contains(gateway)));
  }

  /** Who else on the link takes the address for his own, by a route of the type local. */
  private Optional<Host> answering(Host host, String device, Ip asked) {
    return trip.cluster().hosts().stream()
        .filter(peer -> !peer.equals(host) && peer.isLocal(asked))
        .filter(peer -> shared(host, device, peer).isPresent())
        .findFirst();
  }

  /** The peer's device on the same network as ours. */
  private static String device(Host host, String ours, Host peer, Ip next) {
    return shared(host, ours, peer).or(() -> peer.deviceOf(next)).orElse(ours);
  }

  private static Optional<String> shared(Host host, String ours, Host peer) {
    return peer.addresses().stream()
        .filter(
            own ->
                host.addresses().stream()
                    .filter(mine -> mine.device().equals(ours))
                    .anyMatch(mine -> mine.address().contains(own.address().address())))
        .map(InterfaceAddress::device)
        .findFirst();
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

  Optional<Loss> tooLarge(Host host, Route route) {
    return route.type().equals("local")
        ? Optional.empty()
        : host.link(route.device()).flatMap(link -> tooLarge(trip, host, link));
  }

  /** A packet that does not fit and must not be cut; TCP learns to send smaller ones. */
  static Optional<Loss> tooLarge(Trip trip, Host host, Link link) {
    PacketHeader packet = trip.packet();
    int bytes = packet.traits().length();
    boolean fits = link.mtu() <= 0 || bytes <= link.mtu() || !packet.traits().unfragmented();
    return fits || packet.protocol().equals("tcp")
        ? Optional.empty()
        : Optional.of(
            trip.rejected(
                host.name(),
                Loss.TOO_LARGE,
                link.source(),
                bytes + " bytes into " + link.name() + ", MTU " + link.mtu()));
  }
}
