package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.ConnectionState;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.Vxlan;
import java.util.Comparator;
import java.util.Optional;

/** Through a VXLAN device, over the underlay and out of the peer's. */
final class Tunnel {
  private final Trip trip;
  private final Journey journey;

  /** The encapsulated packet, while the outer one is on its way. */
  private record Inner(PacketHeader packet, String traffic, String mac) {}

  Tunnel(Trip trip, Journey journey) {
    this.trip = trip;
    this.journey = journey;
  }

  Leg enter(Host host, Link device, Ip next) {
    Optional<Neighbor> neighbor = host.neighbor(next, device.name());
    if (neighbor.isEmpty() || neighbor.get().mac().isEmpty()) {
      Source line = neighbor.map(Neighbor::source).orElse(host.neighborList());
      String text = "no MAC address of " + next.getText() + " on " + device.name();
      return Leg.lost(
          host.neighborsCollected()
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
    Optional<FdbEntry> entry = host.fdbEntry(mac, device.name());
    Optional<Ip> remote = entry.flatMap(found -> Ip.parse(found.destination()));
    if (remote.isEmpty()) {
      String text = "no entry for " + mac + " on " + device.name();
      return Leg.lost(
          host.fdbCollected()
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
    Vxlan vxlan = device.vxlan().orElseThrow();
    Optional<Route> underlay = host.routes().lookup(Optional.empty(), remote);
    Optional<Loss> noRoute = journey.checkRoute(host, underlay);
    if (noRoute.isPresent()) {
      return Leg.lost(noRoute.get());
    }
    Inner inner = new Inner(trip.packet().onTheWire(), trip.traffic(), mac);
    trip.traffic("vxlan");
    trip.packet(outer(host, vxlan, underlay.get(), remote));
    trip.step(
        host.name(),
        "encapsulate",
        "VNI " + vxlan.vni() + " to " + remote.getText() + " port " + vxlan.port(),
        Wording.line(underlay.get()),
        vxlan.source());
    return trip.filter(host, Hook.OUTPUT)
        .or(() -> trip.filter(host, Hook.POSTROUTING))
        .map(Leg::lost)
        .orElseGet(() -> cross(host, device, remote, inner));
  }

  private static PacketHeader outer(Host host, Vxlan vxlan, Route underlay, Ip remote) {
    Ip local = Ip.parse(vxlan.local()).or(() -> host.addressOf(underlay.device())).orElse(remote);
    // The source port is a hash of the inner flow: no entry of conntrack ever matches the way back.
    return new PacketHeader(
        "",
        underlay.device(),
        local,
        remote,
        "udp",
        0,
        vxlan.port(),
        -1,
        ConnectionState.NEW,
        false,
        0,
        0);
  }

  private Leg cross(Host host, Link device, Ip remote, Inner inner) {
    int port = device.vxlan().orElseThrow().port();
    Optional<Host> peer = trip.cluster().hostWith(remote);
    if (peer.isEmpty()) {
      trip.assume(Assumption.vtepOutside(host.name(), remote.getText()));
      trip.step(host.name(), "wire", "to " + remote.getText(), "", Source.NONE);
      return Leg.leftTheSnapshot();
    }
    trip.assume(Assumption.underlay(host.name(), peer.get().name(), port));
    trip.step(host.name(), "wire", "to " + peer.get().name(), "", Source.NONE);
    trip.packet(trip.packet().through(peer.get().deviceOf(remote).orElse(""), "").onTheWire());
    return trip.filter(peer.get(), Hook.PREROUTING)
        .or(() -> trip.filter(peer.get(), Hook.INPUT))
        .map(Leg::lost)
        .orElseGet(() -> decapsulate(peer.get(), device, inner));
  }

  private Leg decapsulate(Host peer, Link device, Inner inner) {
    if (peer.links().stream().allMatch(link -> link.kind().isEmpty())) {
      trip.assume(Assumption.tunnel(peer.name(), device.name()));
      return unpacked(peer, device.name(), inner);
    }
    Vxlan vxlan = device.vxlan().orElseThrow();
    // Several networks may share the port; the kernel tells them apart by the VNI.
    Optional<Link> port =
        peer.links().stream()
            .filter(link -> link.vxlan().map(v -> v.port() == vxlan.port()).orElse(false))
            .filter(link -> link.flags().contains("UP"))
            .min(
                Comparator.comparingInt(
                    link -> link.vxlan().orElseThrow().vni() == vxlan.vni() ? 0 : 1));
    if (port.isEmpty()) {
      String text = "no VXLAN device on UDP port " + vxlan.port();
      return Leg.lost(trip.lost(peer.name(), "port-not-open", peer.linkList(), text));
    }
    Vxlan own = port.get().vxlan().orElseThrow();
    if (own.vni() != vxlan.vni()) {
      String text = port.get().name() + " has VNI " + own.vni() + ", not " + vxlan.vni();
      return Leg.lost(trip.lost(peer.name(), "vni-mismatch", own.source(), text));
    }
    if (!port.get().mac().isEmpty() && !port.get().mac().equalsIgnoreCase(inner.mac())) {
      String text = port.get().name() + " is " + port.get().mac() + ", not " + inner.mac();
      return Leg.lost(trip.lost(peer.name(), "vtep-mac-mismatch", port.get().source(), text));
    }
    trip.step(
        peer.name(),
        "decapsulate",
        "by " + port.get().name(),
        port.get().name() + " vxlan id " + own.vni() + " dstport " + own.port(),
        own.source());
    return unpacked(peer, port.get().name(), inner);
  }

  private Leg unpacked(Host host, String device, Inner inner) {
    trip.packet(inner.packet());
    trip.traffic(inner.traffic());
    return journey.receive(host, device);
  }
}
