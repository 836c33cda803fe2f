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

/** What the captures at both ends say of the VXLAN packets between two nodes. */
final class VxlanDeliveries {
  /**
   * A packet sent this close to the end of the other's capture may have come too late for it;
   * seconds.
   */
  private static final double MARGIN = 0.5;

  /** Headers of VXLAN, Ethernet and IPv4. */
  private static final int SHORTEST = 42;

  private record Direction(String from, String to) {}

  /** When a node's capture ran; epoch seconds. */
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
    Set<Integer> vnis =
        Facts.only(facts, Link.class).stream()
            .flatMap(link -> link.vxlan().stream())
            .map(vxlan -> vxlan.vni())
            .collect(Collectors.toSet());
    Map<String, Window> windows = windows(facts);
    Map<Direction, List<Source>> strangers = new LinkedHashMap<>();
    Map<Direction, List<Packet>> sent = new LinkedHashMap<>();
    Map<Direction, List<Packet>> arrived = new LinkedHashMap<>();
    for (Packet packet : Facts.only(facts, Packet.class)) {
      if (!packet.protocol().equals("udp") || !ports.contains(packet.destinationPort())) {
        continue;
      }
      Optional<Direction> direction = direction(packet, places);
      String seenBy = packet.source().node();
      if (isNoVxlan(packet, vnis)) {
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
                    windows)));
    return deliveries;
  }

  private static VxlanDelivery delivery(
      Direction direction,
      List<Packet> sent,
      List<Packet> arrived,
      List<Source> strangers,
      Map<String, Window> windows) {
    Optional<Window> window = Optional.ofNullable(windows.get(direction.to()));
    List<Packet> seen =
        sent.stream().filter(p -> window.map(w -> w.covers(p.time())).orElse(false)).toList();
    boolean overlap = !seen.isEmpty() || !arrived.isEmpty();
    List<Packet> counted = overlap ? seen : sent;
    Packet first = counted.isEmpty() ? sent.get(0) : counted.get(0);
    return new VxlanDelivery(
        first.source(),
        direction.from(),
        direction.to(),
        first.destinationPort(),
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

  private static Optional<Direction> direction(Packet packet, Places places) {
    Optional<String> from = node(packet.sender(), places);
    Optional<String> to = node(packet.receiver(), places);
    return from.isPresent() && to.isPresent()
        ? Optional.of(new Direction(from.get(), to.get()))
        : Optional.empty();
  }

  private static Optional<String> node(Ip address, Places places) {
    return places.nodeOf(address);
  }

  private static Map<String, Window> windows(Collection<? extends Fact> facts) {
    Map<String, Window> windows = new TreeMap<>();
    for (CapturedFile file : Facts.only(facts, CapturedFile.class)) {
      boolean underlay = file.file().startsWith("probes/tcpdump-underlay");
      if (underlay && file.exit() != -1 && file.bytes() >= 0) {
        windows.putIfAbsent(
            file.source().node(), new Window(file.start(), file.start() + file.duration()));
      }
    }
    return windows;
  }
}
