package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.host.Pod;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import java.util.Optional;

/** Into a pod's network namespace and out of it, by its veth and the node's bridge. */
final class PodDoor {
  private final Trip trip;
  private final Journey journey;

  PodDoor(Trip trip, Journey journey) {
    this.trip = trip;
    this.journey = journey;
  }

  /** A pod sends a packet; or somebody outside does, by the device that leads to him. */
  Leg leave(Host host, Ip sender) {
    Optional<Pod> pod = trip.cluster().pod(sender);
    if (sender.equals(trip.packet().destination())) {
      return withinNamespace(host, sender, pod);
    }
    String device = device(host, sender, pod);
    Optional<Link> bridge = host.link(device).filter(link -> link.kind().equals("bridge"));
    if (bridge.isEmpty() && pod.isEmpty()) {
      trip.assume(Assumption.arrives(sender.getText(), host.name()));
      return journey.receive(host, device, "");
    }
    Optional<Loss> lost =
        tooLarge(host, device, sender, pod)
            .or(() -> outOfNamespace(host, sender, pod))
            .or(() -> veth(host, device, pod));
    if (lost.isPresent()) {
      return Leg.lost(lost.get());
    }
    String port = Frames.port(host, sender, device);
    String mac = host.neighborhood().neighbor(sender, device).map(Neighbor::mac).orElse("");
    trip.packet(trip.packet().with(trip.packet().traits().sentBy(mac)));
    boolean stays = bridge.isPresent() && neighbors(host, sender, pod, trip.packet().destination());
    lost = stays ? Optional.empty() : unanswered(host, sender, device);
    boolean shown = bridge.isPresent() && host.bridgeCalls(device);
    if (bridge.isPresent()) {
      Frames frames = new Frames(trip);
      lost = lost.or(() -> frames.in(host, device, port));
      // A frame that netfilter is shown may stay on the bridge after all: NAT decides.
      lost = stays || shown ? lost : lost.or(() -> frames.up(host, device, port));
    }
    if (lost.isPresent()) {
      return Leg.lost(lost.get());
    }
    return stays ? bridged(host, device, port) : journey.receive(host, device, shown ? port : "");
  }

  /** The pod asks on its own link for whatever it takes for a neighbor. */
  private Optional<Loss> unanswered(Host host, Ip sender, String device) {
    Ip asked = trip.packet().destination();
    boolean neighbor =
        host.isLocal(asked)
            && host.podNetwork(sender).map(network -> network.contains(asked)).orElse(false);
    return neighbor ? new Verdicts(trip).silent(host, device, asked) : Optional.empty();
  }

  /** Whether a pod takes an address for one of its own network, by its routes or its bridge's. */
  private static boolean neighbors(Host host, Ip sender, Optional<Pod> pod, Ip destination) {
    if (host.isLocal(destination)) {
      return false;
    }
    return pod.flatMap(Pod::inside)
        .map(inside -> inside.routes().lookup(Optional.of(sender), destination))
        .map(route -> route.map(found -> found.gateway().isEmpty()).orElse(false))
        .orElseGet(() -> host.podNetwork(sender).map(c -> c.contains(destination)).orElse(false));
  }

  /** A pod that asks itself never leaves its namespace. */
  private Leg withinNamespace(Host host, Ip sender, Optional<Pod> pod) {
    String name = pod.map(Pod::name).orElse(sender.getText());
    trip.packet(trip.packet().through("lo", ""));
    Optional<Loss> lost = intoNamespace(host, name, pod, "lo");
    trip.step(host.name(), "arrived", "within the pod " + name, "", Source.NONE);
    return lost.map(Leg::lost).orElseGet(() -> Leg.arrived(host, "lo"));
  }

  /** The device by which the node receives what an address sends: the bridge of the pod's veth. */
  private static String device(Host host, Ip sender, Optional<Pod> pod) {
    Optional<String> master =
        pod.flatMap(Pod::inside)
            .flatMap(inside -> inside.peerIn(host))
            .map(Link::master)
            .filter(bridge -> !bridge.isEmpty());
    return master
        .or(() -> host.bridges(sender))
        .or(
            () ->
                pod.filter(here -> here.node().equals(host.name())).flatMap(p -> host.podBridge()))
        .or(() -> host.routes().lookup(Optional.empty(), sender).map(Route::device))
        .orElse("");
  }

  /**
   * Where nobody looked into the pod its device has the MTU of the bridge that it is a port of: CNI
   * plugins make them so. Who discovers the path's MTU cuts what his own device does not take.
   */
  private Optional<Loss> tooLarge(Host host, String device, Ip sender, Optional<Pod> pod) {
    if (trip.flow().discovers()) {
      return Optional.empty();
    }
    return pod.flatMap(Pod::inside)
        .flatMap(inside -> inside.deviceOf(sender).flatMap(inside::link))
        .or(() -> host.link(device).filter(link -> link.kind().equals("bridge")))
        .flatMap(link -> Wires.tooLarge(trip, host, link));
  }

  private Optional<Loss> outOfNamespace(Host host, Ip sender, Optional<Pod> pod) {
    String name = pod.map(Pod::name).orElse(sender.getText());
    Optional<Host> inside = pod.flatMap(Pod::inside);
    if (inside.isEmpty()) {
      trip.assume(Assumption.plainPod(host.name(), name));
      return Optional.empty();
    }
    trip.inside(name);
    Optional<Route> route =
        inside.get().routes().lookup(Optional.of(sender), trip.packet().destination());
    Optional<Loss> lost =
        journey
            .checkRoute(inside.get(), route)
            .or(
                () -> {
                  trip.packet(trip.packet().through("", route.orElseThrow().device()));
                  trip.step(
                      host.name(),
                      "route",
                      Wording.of(route.get()),
                      Wording.line(route.get()),
                      route.get().source());
                  return trip.filter(inside.get(), Hook.OUTPUT)
                      .or(() -> trip.filter(inside.get(), Hook.POSTROUTING))
                      .or(() -> trip.hooks().egress(inside.get(), route.get().device()))
                      .map(Loss::inPod);
                });
    trip.inside("");
    trip.cross();
    return lost;
  }

  /** The node's end of a pod's veth, where the pod's own end tells which it is. */
  private Optional<Loss> veth(Host host, String bridge, Optional<Pod> pod) {
    Optional<Link> link = pod.flatMap(Pod::inside).flatMap(inside -> inside.peerIn(host));
    if (link.isEmpty()) {
      return Optional.empty();
    }
    Link veth = link.get();
    if (!veth.flags().contains("UP")) {
      return Optional.of(
          trip.lost(host.name(), "device-down", veth.source(), veth.name() + " is down"));
    }
    // The kernel drops a frame that the other end of the pair does not take, and tells nobody.
    Optional<Loss> tooLarge = Wires.tooLarge(trip, host, veth);
    if (tooLarge.isPresent()) {
      return tooLarge.map(Loss::unsaid);
    }
    boolean bridged = host.link(bridge).map(Link::kind).orElse("").equals("bridge");
    boolean attached = !bridged || veth.master().equals(bridge);
    return attached
        ? Optional.empty()
        : Optional.of(
            trip.lost(
                host.name(),
                "not-on-bridge",
                veth.source(),
                veth.name() + " is no port of " + bridge));
  }

  /** Two pods of one bridge: netfilter sees the frame only if the bridge calls it. */
  private Leg bridged(Host host, String bridge, String from) {
    trip.packet(trip.packet().through(bridge, ""));
    Optional<Loss> down = bridgeDown(host, bridge);
    if (down.isPresent()) {
      return Leg.lost(down.get());
    }
    String to = Frames.port(host, trip.packet().destination(), bridge);
    if (host.bridgeCalls(bridge)) {
      return journey.bridged(host, bridge, from, to);
    }
    Optional<Loss> lost = new Frames(trip).across(host, bridge, from, to);
    if (lost.isPresent()) {
      return Leg.lost(lost.get());
    }
    host.sysctl("net.bridge.bridge-nf-call-iptables")
        .ifPresent(
            sysctl ->
                trip.step(
                    host.name(),
                    "bridge",
                    "bridged past iptables",
                    Wording.line(sysctl),
                    sysctl.source()));
    return arrive(host, bridge);
  }

  private Optional<Loss> bridgeDown(Host host, String bridge) {
    return host.link(bridge)
        .filter(link -> !link.flags().contains("UP"))
        .map(
            link -> trip.lost(host.name(), "device-down", link.source(), link.name() + " is down"));
  }

  /** The packet reaches the pod's bridge. */
  Leg arrive(Host host, String bridge) {
    PacketHeader packet = trip.packet();
    Ip address = packet.destination();
    Optional<Pod> pod = trip.cluster().pod(address);
    String name = pod.map(Pod::name).orElse(address.getText());
    Optional<Loss> lost =
        unresolved(host, bridge, address)
            .or(() -> noPort(host, bridge))
            .or(() -> pod.filter(Pod::gone).map(gone -> gone(host, gone)))
            .or(() -> ownSource(host, name))
            .or(() -> strayed(trip, host, "the pod " + name))
            .or(() -> veth(host, bridge, pod))
            .or(() -> intoNamespace(host, name, pod, doorOf(pod, address)));
    if (lost.isPresent()) {
      return Leg.lost(lost.get());
    }
    trip.step(
        host.name(), "arrived", "in the pod " + name, "", pod.map(Pod::source).orElse(Source.NONE));
    return Leg.arrived(host, bridge);
  }

  /** What a tunnel carries ends where no tunnel does: NAT sent the outer packet elsewhere. */
  static Optional<Loss> strayed(Trip trip, Host host, String who) {
    return trip.traffic().equals("vxlan")
        ? Optional.of(
            trip.rejected(
                host.name(),
                "port-not-open",
                Source.NONE,
                who + " takes no VXLAN packets on port " + trip.packet().destinationPort()))
        : Optional.empty();
  }

  /** NAT sent a pod's packet back to it: it takes none from outside that claims to be its own. */
  private Optional<Loss> ownSource(Host host, String name) {
    PacketHeader packet = trip.packet();
    String text = packet.source() + " is the pod " + name + "'s own address: it comes from outside";
    return packet.source().equals(packet.destination())
        ? Optional.of(trip.lost(host.name(), "martian-source", Source.NONE, text))
        : Optional.empty();
  }

  private Loss gone(Host host, Pod pod) {
    return trip.lost(host.name(), "pod-gone", pod.source(), pod.name() + " is " + pod.phase());
  }

  private Optional<Loss> unresolved(Host host, String bridge, Ip address) {
    return host.neighborhood()
        .neighbor(address, bridge)
        .filter(Wires::failed)
        .map(entry -> trip.lost(host.name(), "neighbor-unresolved", entry.source(), line(entry)));
  }

  static String line(Neighbor entry) {
    return entry.address().getText()
        + " dev "
        + entry.device()
        + (entry.mac().isEmpty() ? "" : " lladdr " + entry.mac())
        + " "
        + entry.state();
  }

  private Optional<Loss> noPort(Host host, String bridge) {
    return host.link(bridge)
        .filter(link -> link.flags().contains("NO-CARRIER"))
        .filter(link -> host.links().stream().noneMatch(p -> p.master().equals(bridge)))
        .map(
            link ->
                trip.lost(host.name(), "no-bridge-port", link.source(), bridge + " has no port"));
  }

  /** The pod's own end of its veth. */
  private static String doorOf(Optional<Pod> pod, Ip address) {
    return pod.flatMap(Pod::inside).flatMap(own -> own.deviceOf(address)).orElse("eth0");
  }

  private Optional<Loss> intoNamespace(Host host, String name, Optional<Pod> pod, String device) {
    Optional<Host> inside = pod.flatMap(Pod::inside);
    if (inside.isEmpty()) {
      trip.assume(Assumption.plainPod(host.name(), name));
      return new Ports(trip).closed(host, pod);
    }
    trip.inside(name);
    trip.cross();
    trip.packet(trip.packet().through(device, ""));
    Optional<Loss> lost =
        trip.hooks()
            .ingress(inside.get(), device)
            .or(() -> trip.filter(inside.get(), Hook.PREROUTING))
            .or(() -> trip.filter(inside.get(), Hook.INPUT))
            .map(Loss::inPod)
            .or(() -> new Ports(trip).closed(inside.get(), "the pod " + name));
    trip.inside("");
    return lost;
  }
}
