package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.Packet;
import io.coldtrace.facts.derived.VxlanDelivery;
import io.coldtrace.facts.network.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the captures at both ends say of the VXLAN packets between two nodes; where no node has a
 * tunnel, of the packets to and from pods.
 */
final class VxlanDeliveries {
  /**
   * A packet sent this close to the end of the other's capture may have come too late for it;
   * seconds.
   */
  private static final double MARGIN = 0.5;

  /** Headers of VXLAN, Ethernet and IPv4. */
  private static final int SHORTEST = 42;

  /**
   * @param ends the addresses, where packets travel under those of pods: some pass, others do not
   */
  private record Direction(String from, String to, String ends) {}

  /** When a node's capture ran; epoch seconds, of the clock that the nodes have in common. */
  private record Window(double start, double end) {
    boolean covers(double time) {
      return time >= start && time <= end - MARGIN;
    }
  }

  private VxlanDeliveries() {}

  static List<VxlanDelivery> of(Collection<? extends Fact> facts, Places places) {
    Set<Integer> ports =
        Facts.only(facts, Link.class).stream()
            .flatMap(link -> link.vxlan().stream())
            .map(vxlan -> vxlan.port())
            .collect(Collectors.toSet());
    boolean plain = ports.isEmpty() && linksKnown(facts, places);
    ClockOffsets clocks = ClockOffsets.of(facts);
    Set<Integer> vnis =
        Facts.only(facts, Link.class).stream()
            .flatMap(link -> link.vxlan().stream())
            .map(vxlan -> vxlan.vni())
            .collect(Collectors.toSet());
    Map<String, Window> windows = windows(facts, clocks);
    Map<Direction, List<Source>> strangers = new LinkedHashMap<>();
    Map<Direction, List<Packet>> sent = new LinkedHashMap<>();
    Map<Direction, List<Packet>> arrived = new LinkedHashMap<>();
    for (Packet packet : Facts.only(facts, Packet.class)) {
      if (plain ? !isOfPods(packet, places) : !isTunneled(packet, ports)) {
        continue;
      }
      Optional<Direction> direction = direction(packet, places, plain);
      String seenBy = packet.source().node();
      if (!plain && isNoVxlan(packet, vnis)) {
        direction
            .filter(way -> way.to().equals(seenBy))
            .ifPresent(
                way ->
                    strangers
                        .computeIfAbsent(way, unused -> new ArrayList<>())
                        .add(packet.source()));
      } else if (direction.isPresent() && direction.get().from().equals(seenBy)) {
        sent.computeIfAbsent(direction.get(), unused -> new ArrayList<>()).add(packet);
      } else if (direction.isPresent() && direction.get().to().equals(seenBy)) {
        arrived.computeIfAbsent(direction.get(), unused -> new ArrayList<>()).add(packet);
      }
    }
    List<VxlanDelivery> deliveries = new ArrayList<>();
    sent.forEach(
        (direction, packets) ->
            deliveries.add(
                delivery(
                    direction,
                    packets,
                    arrived.getOrDefault(direction, List.of()),
                    strangers.getOrDefault(direction, List.of()),
                    windows,
                    clocks,
                    plain,
                    places)));
    return deliveries;
  }

  /** Whether each node said of what kind its links are, so that a tunnel would have shown. */
  private static boolean linksKnown(Collection<? extends Fact> facts, Places places) {
    return Facts.only(facts, Link.class).stream()
        .filter(link -> !link.kind().isEmpty())
        .map(link -> link.source().node())
        .collect(Collectors.toSet())
        .containsAll(places.collected());
  }

  private static boolean isTunneled(Packet packet, Set<Integer> ports) {
    return packet.protocol().equals("udp") && ports.contains(packet.destinationPort());
  }

  /** On the underlay; what cni0 or a pod saw need not have left the node. */
  private static boolean isOfPods(Packet packet, Places places) {
    return packet.source().file().startsWith("probes/tcpdump-underlay")
        && (isOfPod(packet.sender(), places) || isOfPod(packet.receiver(), places));
  }

  private static boolean isOfPod(Ip address, Places places) {
    return places
        .nodeOf(address)
        .flatMap(places::podCidr)
        .filter(cidr -> cidr.contains(address))
        .isPresent();
  }

  private static VxlanDelivery delivery(
      Direction direction,
      List<Packet> sent,
      List<Packet> arrived,
      List<Source> strangers,
      Map<String, Window> windows,
      ClockOffsets clocks,
      boolean plain,
      Places places) {
    Optional<Window> window = Optional.ofNullable(windows.get(direction.to()));
    double ahead = clocks.ahead(direction.from());
    List<Packet> seen =
        sent.stream()
            .filter(packet -> window.map(w -> w.covers(packet.time() - ahead)).orElse(false))
            .toList();
    boolean overlap = !seen.isEmpty() || !arrived.isEmpty();
    List<Packet> counted = overlap ? seen : sent;
    Packet first = counted.isEmpty() ? sent.get(0) : counted.get(0);
    return new VxlanDelivery(
        first.source(),
        direction.from(),
        direction.to(),
        plain ? 0 : sent.get(0).destinationPort(),
        plain && isOfPod(first.sender(), places),
        plain && isOfPod(first.receiver(), places),
        counted.size(),
        overlap ? arrived.size() : -1,
        strangers);
  }

  /**
   * Something else that was sent to the port, as a probe's datagram is: decoded as VXLAN it is of a
   * network that no node has and holds no packet; not decoded it is too short to hold one.
   */
  private static boolean isNoVxlan(Packet packet, Set<Integer> vnis) {
    return packet.innerSource().isEmpty()
        && (packet.vni() < 0
            ? packet.length() >= 0 && packet.length() < SHORTEST
            : !vnis.contains(packet.vni()));
  }

  private static Optional<Direction> direction(Packet packet, Places places, boolean plain) {
    Optional<String> from = places.nodeOf(packet.sender());
    Optional<String> to = places.nodeOf(packet.receiver());
    String ends = plain ? packet.sender() + " > " + packet.receiver() : "";
    return from.isPresent() && to.isPresent()
        ? Optional.of(new Direction(from.get(), to.get(), ends))
        : Optional.empty();
  }

  private static Map<String, Window> windows(
      Collection<? extends Fact> facts, ClockOffsets clocks) {
    Map<String, Window> windows = new TreeMap<>();
    for (CapturedFile file : Facts.only(facts, CapturedFile.class)) {
      boolean underlay = file.file().startsWith("probes/tcpdump-underlay");
      if (underlay && file.exit() != -1 && file.bytes() >= 0) {
        String node = file.source().node();
        double ahead = clocks.ahead(node);
        double unsure = clocks.unsure() ? ClockOffsets.PRECISION : 0;
        double start = file.start() - ahead;
        windows.putIfAbsent(node, new Window(start + unsure, start + file.duration() - unsure));
      }
    }
    return windows;
  }
}
