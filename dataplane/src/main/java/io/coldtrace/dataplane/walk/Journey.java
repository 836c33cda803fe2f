package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.ConnectionState;
import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.Netfilter;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.Vxlan;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One packet on its way through the cluster, hop by hop, until it arrives or is lost. */
final class Journey {
  /** A routing loop ends here, long before the TTL of 64 does. */
  private static final int MAX_HOPS = 16;

  private final Cluster cluster;
  private final Set<String> assumes = new TreeSet<>();
  private PacketHeader packet;
  private String traffic;
  private int hops;

  Journey(Cluster cluster, PacketHeader packet, String traffic) {
    this.cluster = cluster;
    this.packet = packet;
    this.traffic = traffic;
  }

  /** What was taken for granted on the way. */
  Set<String> assumes() {
    return assumes;
  }

  /** The host itself sends the packet. */
  Leg send(Host host) {
    if (host.isLocal(packet.destination())) {
      return deliverWithin(host);
    }
    Optional<Route> route =
        host.routes().lookup(Optional.of(packet.source()), packet.destination());
    Optional<Loss> noRoute = checkRoute(host, route);
    if (noRoute.isPresent()) {
      return Leg.lost(noRoute.get(), packet);
    }
    packet = packet.through("", route.get().device());
    return filter(host, Hook.OUTPUT)
        .or(() -> filter(host, Hook.POSTROUTING))
        .map(loss -> Leg.lost(loss, packet))
        .orElseGet(() -> transmit(host, route.get()));
  }

  private Leg deliverWithin(Host host) {
    packet = packet.through("", "lo");
    Optional<Loss> out = filter(host, Hook.OUTPUT).or(() -> filter(host, Hook.POSTROUTING));
    if (out.isPresent()) {
      return Leg.lost(out.get(), packet);
    }
    packet = packet.through("lo", "");
    return filter(host, Hook.PREROUTING)
        .or(() -> filter(host, Hook.INPUT))
        .or(() -> echoIgnored(host))
        .map(loss -> Leg.lost(loss, packet))
        .orElseGet(() -> Leg.arrived(host, "", packet));
  }

  /** The packet comes in by a device: it is for the host itself, or is forwarded. */
  Leg receive(Host host, String device) {
    if (++hops > MAX_HOPS) {
      return Leg.lost(Loss.at(host.name(), "routing-loop", traffic, Source.NONE), packet);
    }
    packet = packet.through(device, "");
    Optional<Loss> before = filter(host, Hook.PREROUTING);
    if (before.isPresent()) {
      return Leg.lost(before.get(), packet);
    }
    if (host.isLocal(packet.destination())) {
      return filter(host, Hook.INPUT)
          .or(() -> echoIgnored(host))
          .map(loss -> Leg.lost(loss, packet))
          .orElseGet(() -> Leg.arrived(host, "", packet));
    }
    return forward(host, device);
  }

  private Leg forward(Host host, String device) {
    Optional<Loss> off = forwardingOff(host, device);
    if (off.isPresent()) {
      return Leg.lost(off.get(), packet);
    }
    Optional<Route> route =
        host.routes().lookup(Optional.of(packet.source()), packet.destination());
    Optional<Loss> noRoute = checkRoute(host, route);
    if (noRoute.isPresent()) {
      return Leg.lost(noRoute.get(), packet);
    }
    packet = packet.through(device, route.get().device());
    return filter(host, Hook.FORWARD)
        .or(() -> filter(host, Hook.POSTROUTING))
        .map(loss -> Leg.lost(loss, packet))
        .orElseGet(() -> transmit(host, route.get()));
  }

  private Optional<Loss> filter(Host host, Hook hook) {
    if (!host.netfilterCollected()) {
      assumes.add("no firewall rule of " + host.name() + " is in the way: none was collected");
      return Optional.empty();
    }
    Netfilter.Passage passage = host.netfilter().pass(hook, packet);
    packet = passage.packet();
    return passage.decision().verdict() == Decision.Verdict.ACCEPTED
        ? Optional.empty()
        : Optional.of(Loss.by(host.name(), hook, traffic, passage.decision()));
  }

  private Optional<Loss> forwardingOff(Host host, String device) {
    Optional<Sysctl> forwarding = host.forwarding(device);
    if (forwarding.isEmpty()) {
      assumes.add(host.name() + " forwards packets: its kernel parameters were not collected");
      return Optional.empty();
    }
    if (!forwarding.get().value().equals("0")) {
      return Optional.empty();
    }
    // Where forwarding is off as a whole, that line is the cause, not the interface's copy of it.
    Sysctl cause =
        host.sysctl("net.ipv4.ip_forward")
            .filter(whole -> whole.value().equals("0"))
            .orElse(forwarding.get());
    return Optional.of(Loss.at(host.name(), "forwarding-off", traffic, cause.source()));
  }

  private Optional<Loss> echoIgnored(Host host) {
    return host.sysctl("net.ipv4.icmp_echo_ignore_all")
        .filter(sysctl -> sysctl.value().equals("1") && packet.icmpType() == 8)
        .map(sysctl -> Loss.at(host.name(), "echo-ignored", traffic, sysctl.source()));
  }

  private Optional<Loss> checkRoute(Host host, Optional<Route> route) {
    if (route.isEmpty()) {
      return Optional.of(
          host.routes().collected()
              ? Loss.at(host.name(), "no-route", traffic, Source.NONE)
              : Loss.unknown(host.name(), "routes-not-collected", traffic));
    }
    return switch (route.get().type()) {
      case "blackhole", "unreachable", "prohibit" ->
          Optional.of(
              Loss.at(host.name(), route.get().type() + "-route", traffic, route.get().source()));
      default -> Optional.empty();
    };
  }

  private Leg transmit(Host host, Route route) {
    Optional<Link> link = host.link(route.device());
    if (link.isPresent() && !link.get().flags().contains("UP")) {
      return Leg.lost(Loss.at(host.name(), "device-down", traffic, link.get().source()), packet);
    }
    Ip next = route.gateway().orElse(packet.destination());
    if (link.isPresent() && link.get().vxlan().isPresent()) {
      return encapsulate(host, link.get(), link.get().vxlan().get(), next);
    }
    if (link.isPresent() && link.get().kind().equals("bridge") && route.gateway().isEmpty()) {
      assumes.add(
          "the pod " + packet.destination() + " listens, and its own namespace lets packets pass");
      return Leg.arrived(host, route.device(), packet);
    }
    Optional<Host> peer = host.isOnLink(next, route) ? cluster.hostWith(next) : Optional.empty();
    // Without an overlay the network's own routers may know the way to a pod.
    Optional<Host> home = cluster.hostOfPod(packet.destination()).filter(Host::hasTunnel);
    if (home.isPresent() && !peer.equals(home)) {
      return Leg.lost(Loss.at(host.name(), "misrouted", traffic, route.source()), packet);
    }
    if (peer.isEmpty()) {
      assumes.add(next + " carries on what it is sent: it was not collected");
      return Leg.leftTheSnapshot(packet);
    }
    assumes.add("the underlay carries packets from " + host.name() + " to " + peer.get().name());
    packet = packet.marked(0, 0);
    return receive(peer.get(), peer.get().deviceOf(next).orElse(route.device()));
  }

  private Leg encapsulate(Host host, Link device, Vxlan vxlan, Ip next) {
    Optional<Neighbor> neighbor = host.neighbor(next, device.name());
    if (neighbor.isEmpty() || neighbor.get().mac().isEmpty()) {
      Source line = neighbor.map(Neighbor::source).orElse(Source.NONE);
      return Leg.lost(
          host.neighborsCollected()
              ? Loss.at(host.name(), "neighbor-unresolved", traffic, line)
              : Loss.unknown(host.name(), "neighbors-not-collected", traffic),
          packet);
    }
    Optional<FdbEntry> entry = host.fdbEntry(neighbor.get().mac(), device.name());
    Optional<Ip> remote = entry.flatMap(found -> Ip.parse(found.destination()));
    if (remote.isEmpty()) {
      return Leg.lost(
          host.fdbCollected()
              ? Loss.at(host.name(), "no-fdb-entry", traffic, neighbor.get().source())
              : Loss.unknown(host.name(), "fdb-not-collected", traffic),
          packet);
    }
    PacketHeader inner = packet;
    String innerTraffic = traffic;
    Optional<Route> underlay = host.routes().lookup(Optional.empty(), remote.get());
    Optional<Loss> noRoute = checkRoute(host, underlay);
    if (noRoute.isPresent()) {
      return Leg.lost(noRoute.get(), packet);
    }
    traffic = "vxlan";
    packet = outer(host, vxlan, underlay.get(), remote.get());
    Optional<Loss> out = filter(host, Hook.OUTPUT).or(() -> filter(host, Hook.POSTROUTING));
    if (out.isPresent()) {
      return Leg.lost(out.get(), inner);
    }
    return decapsulate(host, device, entry.get(), inner, innerTraffic);
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

  private Leg decapsulate(
      Host host, Link device, FdbEntry entry, PacketHeader inner, String innerTraffic) {
    Vxlan vxlan = device.vxlan().orElseThrow();
    Ip remote = Ip.of(entry.destination());
    Optional<Host> peer = cluster.hostWith(remote);
    Optional<Host> owner = cluster.hostWithTunnel(entry.mac());
    if (owner.isPresent() && !peer.equals(owner)) {
      return Leg.lost(Loss.at(host.name(), "wrong-fdb-entry", innerTraffic, entry.source()), inner);
    }
    if (peer.isEmpty()) {
      assumes.add(
          remote + " takes VXLAN packets off the wire and delivers them: it was not collected");
      return Leg.leftTheSnapshot(inner);
    }
    assumes.add(
        "the underlay carries UDP port "
            + vxlan.port()
            + " from "
            + host.name()
            + " to "
            + peer.get().name());
    packet = packet.through(peer.get().deviceOf(remote).orElse(""), "").marked(0, 0);
    Optional<Loss> in =
        filter(peer.get(), Hook.PREROUTING).or(() -> filter(peer.get(), Hook.INPUT));
    if (in.isPresent()) {
      return Leg.lost(in.get(), inner);
    }
    if (peer.get().links().stream().allMatch(link -> link.kind().isEmpty())) {
      assumes.add(
          peer.get().name() + " has a VXLAN device like " + device.name() + " of its peers");
      return unpacked(peer.get(), device.name(), inner, innerTraffic);
    }
    // Several networks may share the port; the kernel tells them apart by the VNI.
    Optional<Link> port =
        peer.get().links().stream()
            .filter(link -> link.vxlan().map(v -> v.port() == vxlan.port()).orElse(false))
            .filter(link -> link.flags().contains("UP"))
            .min(
                Comparator.comparingInt(
                    link -> link.vxlan().orElseThrow().vni() == vxlan.vni() ? 0 : 1));
    if (port.isEmpty()) {
      return Leg.lost(Loss.at(peer.get().name(), "port-not-open", "vxlan", Source.NONE), inner);
    }
    if (port.get().vxlan().orElseThrow().vni() != vxlan.vni()) {
      Source line = port.get().vxlan().orElseThrow().source();
      return Leg.lost(Loss.at(peer.get().name(), "vni-mismatch", "vxlan", line), inner);
    }
    if (!port.get().mac().isEmpty() && !port.get().mac().equalsIgnoreCase(entry.mac())) {
      return Leg.lost(
          Loss.at(peer.get().name(), "vtep-mac-mismatch", "vxlan", port.get().source()), inner);
    }
    return unpacked(peer.get(), port.get().name(), inner, innerTraffic);
  }

  private Leg unpacked(Host host, String device, PacketHeader inner, String innerTraffic) {
    packet = inner.marked(0, 0);
    traffic = innerTraffic;
    return receive(host, device);
  }
}
