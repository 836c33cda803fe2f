package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.host.RouteQuery;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.netfilter.PacketHeader.Transport;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.Vxlan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Through a VXLAN device, over the underlay and out of the peer's. */
final class Tunnel {
  /** Of IPv4, UDP, VXLAN and the inner Ethernet. */
  private static final int OVERHEAD = 50;

  private final Trip trip;
  private final Journey journey;
  private Optional<Inner> inner = Optional.empty();

  /** The encapsulated packet, while the outer one is on its way. */
  private record Inner(PacketHeader packet, String traffic, String mac, Link device) {}

  Tunnel(Trip trip, Journey journey) {
    this.trip = trip;
    this.journey = journey;
  }

  /** Whether a packet is inside now. */
  boolean carries() {
    return inner.isPresent();
  }

  Leg enter(Host host, Link device, Ip next) {
    Optional<Neighbor> neighbor = host.neighborhood().neighbor(next, device.name());
    if (neighbor.isEmpty() || neighbor.get().mac().isEmpty()) {
      Source line = neighbor.map(Neighbor::source).orElse(host.neighborhood().neighborList());
      String text = "no MAC address of " + next.getText() + " on " + device.name();
      return Leg.lost(
          host.neighborhood().neighborsCollected()
              ? trip.lost(host.name(), "neighbor-unresolved", line, text)
              : trip.unknown(host.name(), "neighbors-not-collected"));
    }
    String mac = neighbor.get().mac();
    trip.step(
        host.name(),
        "neighbor",
        next.getText() + " is " + mac,
        PodDoor.line(neighbor.get()),
        neighbor.get().source());
    Optional<FdbEntry> entry = host.neighborhood().fdbEntry(mac, device.name());
    Optional<Ip> remote = entry.flatMap(found -> Ip.parse(found.destination()));
    if (remote.isEmpty()) {
      String text = "no entry for " + mac + " on " + device.name();
      return Leg.lost(
          host.neighborhood().fdbCollected()
              ? trip.lost(host.name(), "no-fdb-entry", neighbor.get().source(), text)
              : trip.unknown(host.name(), "fdb-not-collected"));
    }
    trip.step(
        host.name(),
        "fdb",
        mac + " is at " + remote.get().getText(),
        mac + " dev " + device.name() + " dst " + entry.get().destination(),
        entry.get().source());
    Optional<Host> owner = trip.cluster().hostWithTunnel(mac);
    if (owner.isPresent() && !trip.cluster().hostWith(remote.get()).equals(owner)) {
      String text = mac + " is " + owner.get().name() + "'s, not at " + remote.get().getText();
      return Leg.lost(trip.lost(host.name(), "wrong-fdb-entry", entry.get().source(), text));
    }
    return encapsulate(host, device, remote.get(), mac);
  }

  private Leg encapsulate(Host host, Link device, Ip remote, String mac) {
    if (inner.isPresent()) {
      String text = device.name() + " leads into itself";
      return Leg.lost(trip.lost(host.name(), "routing-loop", device.source(), text));
    }
    Vxlan vxlan = device.vxlan().orElseThrow();
    Optional<Ip> own = Ip.parse(vxlan.local());
    // What a rule marked inside is marked outside too, and at the other end the other way round.
    RouteQuery query = RouteQuery.of(own, remote).marked(trip.packet().mark());
    List<Route> routes =
        host.routes().lookup(vxlan.device().isEmpty() ? query : query.by(vxlan.device()));
    Optional<Loss> noRoute = new Verdicts(trip).route(host, routes);
    if (noRoute.isPresent()) {
      return Leg.lost(noRoute.get());
    }
    Route underlay = routes.get(0);
    Ip local =
        own.or(underlay::preferredSource)
            .or(() -> host.sourceTowards(underlay.device(), remote))
            .orElse(remote);
    inner = Optional.of(new Inner(trip.packet(), trip.traffic(), mac, device));
    PacketHeader outer = outer(local, remote, vxlan.port()).marked(trip.packet().mark());
    trip.cross();
    trip.traffic("vxlan");
    trip.packet(outer);
    trip.step(
        host.name(),
        "encapsulate",
        "VNI " + vxlan.vni() + " to " + remote.getText() + " port " + vxlan.port(),
        Wording.line(underlay),
        vxlan.source());
    return journey.send(host, List.of(underlay));
  }

  /** The source port is a hash of the inner flow: there another one than back. */
  private PacketHeader outer(Ip local, Ip remote, int port) {
    PacketHeader packet = trip.packet();
    int hash = PacketHeader.EPHEMERAL + 1 + Math.floorMod(hash(packet), 1 << 14);
    Transport udp = new Transport("udp", hash, port, -1, -1, 0);
    return PacketHeader.of(local, remote, udp, packet.traits().length() + OVERHEAD, false);
  }

  private static int hash(PacketHeader packet) {
    return packet.source().hashCode() * 31
        + packet.destination().hashCode()
        + packet.transport().sourcePort() * 7;
  }

  /** Whether the packet is for one of the host's tunnels. */
  boolean ends(Host host) {
    PacketHeader packet = trip.packet();
    return inner.isPresent()
        && packet.protocol().equals("udp")
        && (packet.destinationPort() == inner.get().device().vxlan().orElseThrow().port()
            || listening(host, packet.destinationPort()).isPresent());
  }

  private Optional<Link> listening(Host host, int port) {
    int vni = inner.map(each -> each.device().vxlan().orElseThrow().vni()).orElse(-1);
    // Several networks may share the port; the kernel tells them apart by the VNI.
    return host.links().stream()
        .filter(link -> link.vxlan().map(v -> v.port() == port).orElse(false))
        .filter(link -> link.flags().contains("UP"))
        .min(Comparator.comparingInt(link -> link.vxlan().orElseThrow().vni() == vni ? 0 : 1));
  }

  /** The outer packet has arrived: the inner one comes out of the peer's device. */
  Leg leave(Host peer) {
    Inner carried = inner.orElseThrow();
    Link device = carried.device();
    Vxlan vxlan = device.vxlan().orElseThrow();
    if (peer.links().stream().allMatch(link -> link.kind().isEmpty())) {
      trip.assume(Assumption.tunnel(peer.name(), device.name()));
      return unpacked(peer, device.name(), carried);
    }
    Optional<Link> port = listening(peer, trip.packet().destinationPort());
    if (port.isEmpty()) {
      String text = "no VXLAN device on UDP port " + trip.packet().destinationPort();
      return Leg.lost(trip.lost(peer.name(), "port-not-open", peer.linkList(), text));
    }
    Vxlan own = port.get().vxlan().orElseThrow();
    if (own.vni() != vxlan.vni()) {
      String text = port.get().name() + " has VNI " + own.vni() + ", not " + vxlan.vni();
      return Leg.lost(trip.lost(peer.name(), "vni-mismatch", own.source(), text));
    }
    if (!port.get().mac().isEmpty() && !port.get().mac().equalsIgnoreCase(carried.mac())) {
      String text = port.get().name() + " is " + port.get().mac() + ", not " + carried.mac();
      return Leg.lost(trip.lost(peer.name(), "vtep-mac-mismatch", port.get().source(), text));
    }
    trip.step(
        peer.name(),
        "decapsulate",
        "by " + port.get().name(),
        port.get().name() + " vxlan id " + own.vni() + " dstport " + own.port(),
        own.source());
    return unpacked(peer, port.get().name(), carried);
  }

  private Leg unpacked(Host host, String device, Inner carried) {
    inner = Optional.empty();
    long mark = trip.packet().mark();
    trip.cross();
    trip.packet(
        carried
            .packet()
            .onTheWire()
            .marked(mark)
            .with(carried.packet().traits().sentBy(carried.device().mac())));
    trip.traffic(carried.traffic());
    return journey.receive(host, device, "");
  }
}
