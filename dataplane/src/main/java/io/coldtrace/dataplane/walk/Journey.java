package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.network.Route;
import java.util.Optional;

/** One packet on its way through the cluster, hop by hop, until it arrives or is lost. */
final class Journey {
  /** A routing loop ends here, long before the TTL of 64 does. */
  private static final int MAX_HOPS = 16;

  private final Trip trip;
  private final Translator translator;
  private final Wires wires;
  private final PodDoor door;
  private int hops;

  Journey(Trip trip) {
    this.trip = trip;
    translator = new Translator(trip);
    door = new PodDoor(trip, this);
    wires = new Wires(trip, this, door);
  }

  /** The packet sets out: from a pod of the host, from outside by it, or from the host itself. */
  Leg start(Host host, Optional<Ip> sender) {
    return sender.isEmpty() ? send(host) : door.leave(host, sender.get());
  }

  /** The host itself sends the packet. */
  Leg send(Host host) {
    trip.enter(host);
    // The kernel asks for a route before any rule can send the packet elsewhere.
    Optional<Ip> own = Optional.of(trip.packet().source());
    Optional<Loss> noRoute = checkRoute(host, lookup(host, own));
    if (noRoute.isPresent() && !host.isLocal(trip.packet().destination())) {
      return Leg.lost(noRoute.get());
    }
    translator.destination(host, Hook.OUTPUT);
    Optional<Loss> refused = translator.service(host, Hook.OUTPUT);
    if (refused.isPresent()) {
      return Leg.lost(refused.get());
    }
    return leave(host, own);
  }

  private Leg leave(Host host, Optional<Ip> source) {
    if (host.isLocal(trip.packet().destination())) {
      return deliverWithin(host);
    }
    Optional<Route> route = lookup(host, source);
    Optional<Loss> lost =
        checkRoute(host, route)
            .or(
                () -> {
                  useRoute(host, "", route.orElseThrow());
                  return trip.filter(host, Hook.OUTPUT).or(() -> postrouting(host));
                });
    return lost.map(Leg::lost).orElseGet(() -> wires.transmit(host, route.orElseThrow()));
  }

  private Leg deliverWithin(Host host) {
    trip.packet(trip.packet().through("", "lo"));
    Optional<Loss> out = trip.filter(host, Hook.OUTPUT).or(() -> postrouting(host));
    if (out.isPresent()) {
      return Leg.lost(out.get());
    }
    trip.packet(trip.packet().through("lo", ""));
    return trip.filter(host, Hook.PREROUTING).map(Leg::lost).orElseGet(() -> deliver(host));
  }

  /** The packet comes in by a device: it is for the host itself, or is forwarded. */
  Leg receive(Host host, String device) {
    if (++hops > MAX_HOPS) {
      return Leg.lost(
          trip.lost(host.name(), "routing-loop", Source.NONE, "more than " + MAX_HOPS + " hops"));
    }
    trip.packet(trip.packet().through(device, ""));
    trip.enter(host);
    translator.destination(host, Hook.PREROUTING);
    Optional<Loss> before = trip.filter(host, Hook.PREROUTING);
    if (before.isPresent()) {
      return Leg.lost(before.get());
    }
    return host.isLocal(trip.packet().destination()) ? deliver(host) : forward(host, device);
  }

  /** A frame from one port of a bridge to another, which netfilter is shown all the same. */
  Leg bridged(Host host, String bridge) {
    trip.packet(trip.packet().through(bridge, ""));
    trip.enter(host);
    Ip neighbor = trip.packet().destination();
    translator.destination(host, Hook.PREROUTING);
    Optional<Loss> before = trip.filter(host, Hook.PREROUTING);
    if (before.isPresent()) {
      return Leg.lost(before.get());
    }
    if (!trip.packet().destination().equals(neighbor)) {
      return host.isLocal(trip.packet().destination()) ? deliver(host) : forward(host, bridge);
    }
    trip.packet(trip.packet().through(bridge, bridge));
    trip.step(host.name(), "bridge", "bridged on " + bridge, "", Source.NONE);
    return trip.filter(host, Hook.FORWARD)
        .or(() -> postrouting(host))
        .map(Leg::lost)
        .orElseGet(() -> door.arrive(host, bridge));
  }

  private Leg deliver(Host host) {
    Optional<Loss> in = trip.filter(host, Hook.INPUT);
    if (in.isPresent()) {
      return Leg.lost(in.get());
    }
    Ip before = trip.packet().destination();
    Optional<Loss> refused = translator.service(host, Hook.INPUT);
    if (refused.isPresent()) {
      return Leg.lost(refused.get());
    }
    if (!before.equals(trip.packet().destination())) {
      return leave(host, Optional.of(trip.packet().source()));
    }
    Optional<Loss> closed = echoIgnored(host).or(() -> new Ports(trip).closed(host, host.name()));
    if (closed.isPresent()) {
      return Leg.lost(closed.get());
    }
    translator.source(host);
    trip.step(host.name(), "arrived", "at the node itself", "", Source.NONE);
    return Leg.arrived(host, "");
  }

  private Leg forward(Host host, String device) {
    Optional<Loss> off = forwardingOff(host, device);
    if (off.isPresent()) {
      return Leg.lost(off.get());
    }
    Optional<Route> route = lookup(host, Optional.of(trip.packet().source()));
    Optional<Loss> lost =
        checkRoute(host, route)
            .or(
                () -> {
                  useRoute(host, device, route.orElseThrow());
                  return trip.filter(host, Hook.FORWARD).or(() -> postrouting(host));
                });
    return lost.map(Leg::lost).orElseGet(() -> wires.transmit(host, route.orElseThrow()));
  }

  private Optional<Loss> postrouting(Host host) {
    Optional<Loss> lost = trip.filter(host, Hook.POSTROUTING);
    if (lost.isEmpty()) {
      translator.source(host);
    }
    return lost;
  }

  private void useRoute(Host host, String in, Route route) {
    trip.packet(trip.packet().through(in, route.device()));
    trip.step(host.name(), "route", Wording.of(route), Wording.line(route), route.source());
  }

  private Optional<Route> lookup(Host host, Optional<Ip> source) {
    return host.routes().lookup(source, trip.packet().destination());
  }

  /** What is wrong with the route; empty if the packet can take it. */
  Optional<Loss> checkRoute(Host host, Optional<Route> route) {
    String to = trip.packet().destination().getText();
    if (route.isEmpty()) {
      return Optional.of(
          host.routes().collected()
              ? trip.lost(host.name(), "no-route", host.routes().source(), "no route to " + to)
              : trip.unknown(host.name(), "routes-not-collected"));
    }
    return switch (route.get().type()) {
      case "blackhole", "unreachable", "prohibit" ->
          Optional.of(
              trip.lost(
                  host.name(),
                  route.get().type() + "-route",
                  route.get().source(),
                  Wording.line(route.get())));
      default -> Optional.empty();
    };
  }

  private Optional<Loss> forwardingOff(Host host, String device) {
    Optional<Sysctl> forwarding = host.forwarding(device);
    if (forwarding.isEmpty()) {
      trip.assume(Assumption.forwards(host.name()));
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
    return Optional.of(
        trip.lost(host.name(), "forwarding-off", cause.source(), Wording.line(cause)));
  }

  private Optional<Loss> echoIgnored(Host host) {
    return host.sysctl("net.ipv4.icmp_echo_ignore_all")
        .filter(sysctl -> sysctl.value().equals("1") && trip.packet().icmpType() == 8)
        .map(
            sysctl ->
                trip.lost(host.name(), "echo-ignored", sysctl.source(), Wording.line(sysctl)));
  }
}
