package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.netfilter.PacketHeader.Devices;
import io.coldtrace.facts.Ip;
import java.util.Optional;

/** A packet as a frame on a bridge, where chains of nft's bridge family see it. */
final class Frames {
  private final Trip trip;

  Frames(Trip trip) {
    this.trip = trip;
  }

  /** The bridge port of a pod; {@code ?} if nothing tells it, empty if there is no bridge. */
  static String port(Host host, Ip pod, String bridge) {
    return host.link(bridge).filter(link -> link.kind().equals("bridge")).isEmpty()
        ? ""
        : host.neighborhood().portOf(pod, bridge).orElse(PacketHeader.UNKNOWN_PORT);
  }

  /** Comes in by a port. */
  Optional<Loss> in(Host host, String bridge, String port) {
    return seen(host, Hook.PREROUTING, bridge, port, "");
  }

  /** Is handed up to the host. */
  Optional<Loss> up(Host host, String bridge, String port) {
    return seen(host, Hook.INPUT, bridge, port, "");
  }

  /** Goes on from one port to another. */
  Optional<Loss> across(Host host, String bridge, String from, String to) {
    return seen(host, Hook.FORWARD, bridge, from, to)
        .or(() -> seen(host, Hook.POSTROUTING, bridge, "", to));
  }

  /** The host's own, or routed here, to a port. */
  Optional<Loss> out(Host host, String bridge) {
    String to = port(host, trip.packet().destination(), bridge);
    return seen(host, Hook.OUTPUT, bridge, "", to)
        .or(() -> seen(host, Hook.POSTROUTING, bridge, "", to));
  }

  private Optional<Loss> seen(Host host, Hook hook, String bridge, String in, String out) {
    Devices ports = new Devices(in, out, in.isEmpty() ? "" : bridge, out.isEmpty() ? "" : bridge);
    return trip.hooks().frame(host, hook, ports);
  }
}
