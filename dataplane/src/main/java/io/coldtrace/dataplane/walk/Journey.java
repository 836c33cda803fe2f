package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.host.RouteQuery;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.netfilter.PacketHeader.Devices;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.network.Route;
import java.util.List;
import java.util.Optional;

/** One packet on its way through the cluster, hop by hop, until it arrives or is lost. */
final class Journey {
  /** A routing loop ends here, long before the TTL of 64 does. */
  private static final int MAX_HOPS = 16;

  private final Trip trip;
  private final Wires wires;
  private final PodDoor door;
  private final Verdicts verdicts;
  private int hops;

  Journey(Trip trip) {
    this.trip = trip;
    verdicts = new Verdicts(trip);
    door = new PodDoor(trip, this);
    wires = new Wires(trip, this, door);
  }

  /** The packet sets out: from a pod of the host, from outside by it, or from the host itself. */
  Leg start(Host host, Optional<Ip> sender) {
    if (sender.isPresent()) {
      return door.leave(host, sender.get());
    }
    // The kernel asks for a route before any rule can send the packet elsewhere: of a socket that
    // is not bound without its address, and if it is connected once more with the one that it got.
    List<Route> routes = routes(host, Optional.of(trip.packet().source()));
    if (!trip.isReply()) {
      List<Route> unbound = routes(host, Optional.empty());
      boolean connected = trip.packet().icmpType() < 0;
      routes = connected && verdicts.route(host, unbound).isEmpty() ? routes : unbound;
    }
    return send(host, routes);
  }

  /** The host itself sends the packet by a device: what comes out of a tunnel's end. */
  Leg send(Host host, List<Route> routes) {
    Optional<Loss> lost = verdicts.route(host, routes);
    if (lost.isPresent()) {
      return Leg.lost(lost.get());
    }
    Route route = one(routes);
    use(host, "", route);
    lost =
        wires
            .tooLarge(host, route)
            .or(() -> trip.filter(host, Hook.OUTPUT))
            .or(() -> new Services(trip).choose(host, Hook.OUTPUT));
    return lost.map(Leg::lost).orElseGet(() -> leave(host, route));
  }

  /** Behind OUTPUT; what rules changed there is routed again. */
  private Leg leave(Host host, Route before) {
    Route route = before;
    boolean moved = before.type().equals("local") && !host.isLocal(trip.packet().destination());
    if (trip.hooks().rerouted() || moved) {
      List<Route> again = routes(host, Optional.of(trip.packet().source()));
      Optional<Loss> lost = verdicts.route(host, again);
      if (lost.isPresent()) {
        return Leg.lost(lost.get());
      }
      route = one(again);
      use(host, "", route);
    }
    Route last = route;
    return trip.filter(host, Hook.POSTROUTING)
        .or(() -> last.equals(before) ? Optional.empty() : wires.tooLarge(host, last))
        .map(Leg::lost)
        .orElseGet(() -> isLocal(last) ? loopBack(host) : wires.transmit(host, last));
  }

  private static boolean isLocal(Route route) {
    return route.type().equals("local") || route.type().equals("broadcast");
  }

  private Leg loopBack(Host host) {
    trip.packet(trip.packet().between(new Devices("lo", "", "", "")));
    return trip.filter(host, Hook.PREROUTING).map(Leg::lost).orElseGet(() -> deliver(host));
  }

  /** The packet comes in by a device: it is for the host itself, or is forwarded. */
  Leg receive(Host host, String device, String port) {
    if (++hops > MAX_HOPS) {
      return Leg.lost(
          trip.rejected(
              host.name(), "routing-loop", Source.NONE, "more than " + MAX_HOPS + " hops"));
    }
    trip.packet(trip.packet().between(new Devices(device, "", port, "")));
    Ip asked = trip.packet().destination();
    // Of a frame that netfilter is shown on its bridge the device itself sees what NAT made of it.
    boolean frame = !port.isEmpty();
    Optional<Loss> lost =
        (frame ? Optional.<Loss>empty() : trip.hooks().ingress(host, device))
            .or(() -> trip.filter(host, Hook.PREROUTING));
    if (lost.isPresent()) {
      return Leg.lost(lost.get());
    }
    if (!frame) {
      return input(host, device);
    }
    boolean elsewhere = !trip.packet().destination().equals(asked);
    return elsewhere ? translatedFrame(host, device) : offBridge(host, device);
  }

  /** The bridge hands a frame up to the host. */
  private Leg offBridge(Host host, String bridge) {
    return new Frames(trip)
        .up(host, bridge, trip.packet().devices().inPort())
        .or(() -> trip.hooks().ingress(host, bridge))
        .map(Leg::lost)
        .orElseGet(() -> input(host, bridge));
  }

  /**
   * A frame to which NAT gave another destination while it was on a bridge: if that is behind the
   * same bridge the frame stays on it, else it is routed (Linux, {@code br_netfilter_hooks.c}).
   */
  private Leg translatedFrame(Host host, String bridge) {
    List<Route> routes = host.routes().lookup(RouteQuery.incoming(trip.packet(), bridge));
    boolean stays =
        !routes.isEmpty()
            && routes.get(0).type().equals("unicast")
            && routes.get(0).device().equals(bridge);
    if (!stays) {
      return offBridge(host, bridge);
    }
    Optional<Loss> lost = verdicts.forwarding(host, bridge).or(() -> verdicts.source(host, bridge));
    Ip to = trip.packet().destination();
    return lost.map(Leg::lost)
        .orElseGet(
            () ->
                crossBridge(
                    host,
                    bridge,
                    host.neighborhood().portOf(to, bridge).orElse(PacketHeader.UNKNOWN_PORT)));
  }

  /** Behind PREROUTING. */
  Leg input(Host host, String device) {
    List<Route> routes = host.routes().lookup(RouteQuery.incoming(trip.packet(), device));
    boolean local =
        routes.isEmpty() ? host.isUnlisted(trip.packet().destination()) : isLocal(routes.get(0));
    if (local) {
      return verdicts.source(host, "lo").map(Leg::lost).orElseGet(() -> deliver(host));
    }
    return forward(host, device, routes);
  }

  /** A frame from one port of a bridge to another, which netfilter is shown all the same. */
  Leg bridged(Host host, String bridge, String from, String to) {
    trip.packet(trip.packet().between(new Devices(bridge, "", from, "")));
    Ip neighbor = trip.packet().destination();
    Optional<Loss> before = trip.filter(host, Hook.PREROUTING);
    if (before.isPresent()) {
      return Leg.lost(before.get());
    }
    boolean elsewhere = !trip.packet().destination().equals(neighbor);
    return elsewhere ? translatedFrame(host, bridge) : crossBridge(host, bridge, to);
  }

  private Leg crossBridge(Host host, String bridge, String port) {
    String from = trip.packet().devices().inPort();
    Ip to = trip.packet().destination();
    if (trip.packet().source().equals(to) && !host.neighborhood().hairpin(from, bridge)) {
      String text = "the port of " + to + " on " + bridge + " takes no frame that it sent";
      return Leg.lost(
          trip.lost(host.name(), "hairpin-off", host.neighborhood().portLine(from, bridge), text));
    }
    trip.packet(trip.packet().between(new Devices(bridge, bridge, from, port)));
    trip.step(host.name(), "bridge", "bridged on " + bridge, "", Source.NONE);
    Optional<Loss> lost =
        new Frames(trip).across(host, bridge, from, port).or(() -> trip.filter(host, Hook.FORWARD));
    if (lost.isPresent()) {
      return Leg.lost(lost.get());
    }
    trip.packet(trip.packet().between(new Devices("", bridge, from, port)));
    return trip.filter(host, Hook.POSTROUTING)
        .map(Leg::lost)
        .orElseGet(() -> door.arrive(host, bridge));
  }

  private Leg deliver(Host host) {
    Optional<Loss> in = trip.filter(host, Hook.INPUT);
    if (in.isPresent()) {
      return Leg.lost(in.get());
    }
    if (wires.tunnel().ends(host)) {
      return wires.tunnel().leave(host);
    }
    Ip before = trip.packet().destination();
    Optional<Loss> refused = new Services(trip).choose(host, Hook.INPUT);
    if (refused.isPresent()) {
      return Leg.lost(refused.get());
    }
    if (!before.equals(trip.packet().destination())) {
      List<Route> again = routes(host, Optional.of(trip.packet().source()));
      return verdicts
          .route(host, again)
          .or(() -> trip.filter(host, Hook.POSTROUTING))
          .map(Leg::lost)
          .orElseGet(() -> wires.transmit(host, one(again)));
    }
    Optional<Loss> closed =
        verdicts
            .echoIgnored(host)
            .or(() -> new Ports(trip).closed(host, host.name()))
            .or(() -> PodDoor.strayed(trip, host, host.name()));
    if (closed.isPresent()) {
      return Leg.lost(closed.get());
    }
    trip.step(host.name(), "arrived", "at the node itself", "", Source.NONE);
    return Leg.arrived(host, "");
  }

  private Leg forward(Host host, String device, List<Route> routes) {
    Optional<Loss> lost =
        verdicts
            .forwarding(host, device)
            .or(() -> verdicts.route(host, routes))
            .or(() -> verdicts.source(host, routes.get(0).device()))
            .or(() -> verdicts.timeToLive(host));
    if (lost.isPresent()) {
      return Leg.lost(lost.get());
    }
    Route route = one(routes);
    use(host, device, route);
    PacketHeader packet = trip.packet();
    trip.packet(packet.with(packet.traits().hop(packet.traits().ttl() - 1, packet.traits().tos())));
    lost = wires.tooLarge(host, route).or(() -> trip.filter(host, Hook.FORWARD));
    if (lost.isPresent()) {
      return Leg.lost(lost.get());
    }
    trip.packet(trip.packet().through("", route.device()));
    return trip.filter(host, Hook.POSTROUTING)
        .map(Leg::lost)
        .orElseGet(() -> wires.transmit(host, route));
  }

  private void use(Host host, String in, Route route) {
    Devices old = trip.packet().devices();
    String out = isLocal(route) ? "lo" : route.device();
    trip.packet(trip.packet().between(new Devices(in, out, in.isEmpty() ? "" : old.inPort(), "")));
    trip.step(host.name(), "route", Wording.of(route), Wording.line(route), route.source());
  }

  /** One of several next hops, as the kernel spreads flows over them. */
  private Route one(List<Route> routes) {
    return routes.get(trip.choices().pick(routes.size(), Optional.empty()));
  }

  private List<Route> routes(Host host, Optional<Ip> source) {
    return Routing.ofOwn(host, trip.packet(), source);
  }

  /** What is wrong with a route; empty if the packet can take it. */
  Optional<Loss> checkRoute(Host host, Optional<Route> route) {
    return verdicts.route(host, route.map(List::of).orElse(List.of()));
  }

  /** Its setting, where one line of the kernel's parameters decides. */
  static Source line(Optional<Sysctl> setting) {
    return setting.map(Sysctl::source).orElse(Source.NONE);
  }
}
