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
import io.coldtrace.facts.capture.Packet;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.UnderlayBlock;
import io.coldtrace.facts.derived.VxlanDelivery;
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
        List.of(new VxlanDelivery(sent, "node-1", "node-2", 8472, 1, 1, List.of())), found);
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
