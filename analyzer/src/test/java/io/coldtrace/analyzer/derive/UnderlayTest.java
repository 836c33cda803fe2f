package io.coldtrace.analyzer.derive;

import static io.coldtrace.analyzer.derive.Given.address;
import static io.coldtrace.analyzer.derive.Given.capture;
import static io.coldtrace.analyzer.derive.Given.crossing;
import static io.coldtrace.analyzer.derive.Given.delivery;
import static io.coldtrace.analyzer.derive.Given.packet;
import static io.coldtrace.analyzer.derive.Given.probe;
import static io.coldtrace.analyzer.derive.Given.tunnel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.HttpDate;
import io.coldtrace.facts.capture.Packet;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.UnderlayBlock;
import io.coldtrace.facts.derived.VxlanDelivery;
import io.coldtrace.facts.kernel.HostSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the captures at both ends of the tunnel say, and what follows for the underlay. */
class UnderlayTest {
  private static final Set<String> COLLECTED = Set.of("node-1", "node-2", "node-3");

  private static List<VxlanDelivery> deliveries(Fact... captured) {
    List<Fact> facts = new ArrayList<>(List.of(captured));
    for (String node : List.of("node-1", "node-2")) {
      facts.add(address(node, "eth0"));
      facts.add(tunnel(node));
    }
    return VxlanDeliveries.of(facts, Places.of(facts));
  }

  @Test
  void aPacketThatBothEndsSawHasArrived() {
    List<VxlanDelivery> found =
        deliveries(
            capture("node-1", 100, 20),
            capture("node-2", 100, 20),
            packet("node-1", 3, 105, "node-1", "node-2"),
            packet("node-2", 8, 105, "node-1", "node-2"));
    Source sent = Given.at("node-1", "probes/tcpdump-underlay.txt", 3);
    assertEquals(
        List.of(new VxlanDelivery(sent, "node-1", "node-2", 8472, false, false, 1, 1, List.of())),
        found);
  }

  @Test
  void aPacketThatOnlyTheSenderSawHasNotArrived() {
    List<VxlanDelivery> found =
        deliveries(
            capture("node-1", 100, 20),
            capture("node-2", 100, 20),
            packet("node-1", 3, 105, "node-1", "node-2"));
    assertEquals(0, found.get(0).arrived());
  }

  @Test
  void withoutACaptureOfThatTimeAtThePeerNothingIsKnown() {
    Fact sent = packet("node-1", 3, 105, "node-1", "node-2");
    assertEquals(-1, deliveries(capture("node-1", 100, 20), sent).get(0).arrived());
    assertEquals(-1, deliveries(capture("node-2", 106, 20), sent).get(0).arrived());
    assertEquals(-1, deliveries(capture("node-2", 80, 25), sent).get(0).arrived());
  }

  /** When a node asked a server by its own clock, and what time the server said it was. */
  private static List<Fact> asked(String node, double start, long date) {
    Probe asked = probe("https-service", node, "", "ok");
    Source said = Given.at(node, asked.file() + ".err", 9);
    return List.of(
        new Probe(
            asked.source(),
            asked.id(),
            asked.kind(),
            node,
            asked.target(),
            "",
            asked.address(),
            "443/tcp",
            start,
            0.1,
            "ok",
            "",
            asked.file()),
        new HttpDate(said, date));
  }

  @Test
  void clocksThatAreApartAreComparedByAServerThatBothAsked() {
    List<Fact> facts = new ArrayList<>();
    facts.addAll(asked("node-1", 101, 101));
    facts.addAll(asked("node-2", 41, 101));
    facts.addAll(asked("node-3", 102, 102));
    facts.add(capture("node-1", 100, 20));
    facts.add(capture("node-2", 40, 20));
    facts.add(packet("node-1", 3, 105, "node-1", "node-2"));
    assertEquals(0, deliveries(facts.toArray(Fact[]::new)).get(0).arrived());
    ClockOffsets clocks = ClockOffsets.of(facts);
    assertEquals(-60, clocks.ahead("node-2"));
    assertEquals(0, clocks.ahead("node-3"), "whole seconds tell no more");
  }

  @Test
  void withoutATunnelPacketsOfPodsAreCounted() {
    List<Fact> facts = new ArrayList<>();
    for (String node : List.of("node-1", "node-2")) {
      Source env = Given.at(node, "files/run/flannel/subnet.env", 2);
      String subnet = "10.244." + node.substring(5) + ".1/24";
      facts.add(new HostSetting(env, "/run/flannel/subnet.env", "FLANNEL_SUBNET", subnet));
      facts.add(address(node, "eth0"));
      facts.add(Given.bridge(node));
      facts.add(capture(node, 100, 20));
    }
    facts.add(Given.echo("node-1", 3, 105, "10.0.0.1", "10.244.2.5"));
    facts.add(Given.echo("node-1", 4, 105, "10.0.0.1", "10.0.0.2"));
    List<VxlanDelivery> found = VxlanDeliveries.of(facts, Places.of(facts));
    Source sent = Given.at("node-1", "probes/tcpdump-underlay.txt", 3);
    assertEquals(
        List.of(new VxlanDelivery(sent, "node-1", "node-2", 0, false, true, 1, 0, List.of())),
        found);
  }

  /** A platform that swallows VXLAN lets other payloads through the same port. */
  @Test
  void aDatagramThatIsNoVxlanIsNoPacketOfTheTunnel() {
    Packet sent = packet("node-1", 3, 105, "node-1", "node-2");
    List<VxlanDelivery> found =
        deliveries(
            capture("node-1", 100, 20),
            capture("node-2", 100, 20),
            sent,
            datagram("node-2", 256, -1),
            datagram("node-2", -1, 12));
    assertEquals(0, found.get(0).arrived());
    assertEquals(2, found.get(0).strangers().size());
    assertEquals(1, deliveries(sent, datagram("node-2", -1, 134)).get(0).arrived(), "undecoded");
  }

  private static Packet datagram(String seenBy, int vni, int length) {
    Packet like = packet(seenBy, 9, 106, "node-1", "node-2");
    return new Packet(
        like.source(),
        like.time(),
        "",
        "",
        like.sender(),
        40001,
        like.receiver(),
        8472,
        "udp",
        length,
        vni,
        Optional.empty(),
        Optional.empty(),
        "");
  }

  @Test
  void packetsOfOtherPortsAndStrangersDoNotCount() {
    List<Fact> facts =
        new ArrayList<>(List.of(address("node-1", "eth0"), address("node-2", "eth0")));
    facts.add(packet("node-1", 3, 105, "node-1", "node-2"));
    assertEquals(List.of(), VxlanDeliveries.of(facts, Places.of(facts)), "no tunnel on that port");
    assertEquals(List.of(), deliveries(packet("node-1", 3, 105, "node-1", "node-9")));
  }

  private static Optional<UnderlayBlock> block(List<VxlanDelivery> deliveries, Probe... probes) {
    return UnderlayBlocks.of(
        deliveries,
        List.of(probes),
        List.of(probes).stream().map(Given::crossing).toList(),
        Set.of(),
        COLLECTED);
  }

  private static Probe lost(String from, String to) {
    return probe("ping-pod", from, to, "timeout");
  }

  @Test
  void whereAProbeCameThroughThePacketsArriveUnlessACaptureSaysOtherwise() {
    Probe passed = probe("tcp-pod", "node-2", "node-1", "ok");
    assertEquals(
        Optional.empty(),
        block(List.of(delivery("node-1", "node-2", 4, -1)), lost("node-1", "node-2"), passed));
    assertTrue(
        block(List.of(delivery("node-1", "node-2", 4, 0)), lost("node-1", "node-2"), passed)
            .isPresent());
  }

  @Test
  void aPodThatItsOwnNodeDoesNotReachIsNotLostOnTheWay() {
    assertEquals(
        Optional.empty(),
        block(
            List.of(delivery("node-1", "node-2", 4, -1)),
            lost("node-1", "node-2"),
            lost("node-2", "node-2")));
  }

  @Test
  void oneWayIsEnoughAndBothEndsOfASinglePairAreHit() {
    UnderlayBlock block =
        block(
                List.of(
                    delivery("node-1", "node-2", 4, 4),
                    delivery("node-2", "node-1", 4, 0),
                    delivery("node-1", "node-3", 4, 4)),
                lost("node-1", "node-2"),
                lost("node-2", "node-1"))
            .orElseThrow();
    assertEquals(List.of("node-2 → node-1"), block.directions());
    assertEquals(List.of("node-1", "node-2"), block.nodes());
    assertEquals(List.of("node-1/ping-pod.node-2", "node-2/ping-pod.node-1"), block.probes());
    assertTrue(block.proven());
  }

  @Test
  void theNodeThatAllHitPairsShareIsNamed() {
    UnderlayBlock block =
        block(
                List.of(
                    delivery("node-1", "node-3", 4, 0),
                    delivery("node-2", "node-3", 4, 0),
                    delivery("node-1", "node-2", 4, 4)),
                lost("node-1", "node-3"),
                lost("node-2", "node-3"))
            .orElseThrow();
    assertEquals(List.of("node-3"), block.nodes());
  }

  @Test
  void whereAllPairsAreHitNoNodeIsNamed() {
    UnderlayBlock block =
        block(
                List.of(
                    delivery("node-1", "node-2", 4, 0),
                    delivery("node-1", "node-3", 4, 0),
                    delivery("node-2", "node-3", 4, 0)),
                lost("node-1", "node-2"),
                lost("node-1", "node-3"),
                lost("node-2", "node-3"))
            .orElseThrow();
    assertEquals(List.of(), block.nodes());
  }

  @Test
  void withoutACaptureAtThePeerItIsNotProven() {
    UnderlayBlock block =
        block(List.of(delivery("node-1", "node-2", 4, -1)), lost("node-1", "node-2")).orElseThrow();
    assertFalse(block.proven());
  }

  @Test
  void whatIsProvenElsewhereIsNotWeakened() {
    UnderlayBlock block =
        block(
                List.of(delivery("node-1", "node-2", 4, -1), delivery("node-3", "node-1", 4, 0)),
                lost("node-1", "node-2"),
                lost("node-3", "node-1"))
            .orElseThrow();
    assertTrue(block.proven());
    assertEquals(List.of("node-3 → node-1"), block.directions());
    assertEquals(2, block.probes().size());
  }

  @Test
  void whatArrivesOrFailsNoProbeBlocksNothing() {
    assertEquals(
        Optional.empty(),
        block(List.of(delivery("node-1", "node-2", 4, 4)), lost("node-1", "node-2")));
    assertEquals(
        Optional.empty(),
        block(
            List.of(delivery("node-1", "node-2", 4, 0)),
            probe("ping-pod", "node-1", "node-2", "ok")));
    assertEquals(Optional.empty(), block(List.of(), lost("node-1", "node-2")));
  }

  /** Its own rules may have dropped them. */
  @Test
  void aReceiverThatWasNotCollectedProvesNothing() {
    assertEquals(
        Optional.empty(),
        block(List.of(delivery("node-1", "node-4", 4, -1)), lost("node-1", "node-4")));
  }

  @Test
  void whatARuleOfANodeLosesIsNotTheUnderlays() {
    Probe probe = lost("node-1", "node-2");
    assertEquals(
        Optional.empty(),
        UnderlayBlocks.of(
            List.of(delivery("node-1", "node-2", 4, 0)),
            List.of(probe),
            List.of(crossing(probe)),
            Set.of(probe.id()),
            COLLECTED));
  }
}
