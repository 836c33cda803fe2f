package io.coldtrace.analyzer.derive;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.dataplane.walk.Assumption;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.VxlanDelivery;
import io.coldtrace.facts.derived.Walk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What probes that passed, and captures, say of what the underlay would carry. */
class EvidenceTest {
  private static final Assumption MOVED = Assumption.underlay("node-1", "node-2", 8475);
  private static final Assumption PODS = Assumption.underlayOfPods("node-1", "node-2", true, true);

  private final List<Probe> probes = new ArrayList<>();
  private final List<VxlanDelivery> deliveries = new ArrayList<>();
  private final Map<Flow, Walker.Result> walked = new LinkedHashMap<>();

  private static Flow flow(String id, int size, boolean datagram) {
    return new Flow(
        id,
        true,
        "node-1",
        Optional.empty(),
        "node-2",
        Ip.of("10.0.0.2"),
        datagram ? "udp" : "icmp",
        datagram ? 8473 : -1,
        size,
        false,
        false,
        datagram);
  }

  private void passed(String kind, int size, Assumption assumed) {
    Probe probe = Given.probe(kind, "node-1", "node-2", "ok");
    probes.add(probe);
    walked.put(flow(probe.id(), size, kind.equals("udp-neighbor")), result(probe, assumed));
  }

  private static Walker.Result result(Probe probe, Assumption assumed) {
    Walk walk = Given.crossing(probe);
    return new Walker.Result(
        walk, Optional.empty(), List.of(), new TreeSet<>(List.of(assumed)), List.of());
  }

  private boolean shows(Assumption carried, int size) {
    return Evidence.of(probes, deliveries, walked).shows(carried, flow("x", size, false));
  }

  @Test
  void aPingBetweenNodesShowsNeitherUdpNorPods() {
    passed("ping-node", 1472, Assumption.underlay("node-1", "node-2"));
    assertFalse(shows(MOVED, Flow.SMALL));
    assertFalse(shows(PODS, Flow.SMALL));
  }

  @Test
  void aDatagramShowsThatUdpPassesAsFarAsItIsLarge() {
    passed("udp-neighbor", Flow.SMALL, Assumption.underlay("node-1", "node-2"));
    assertTrue(shows(MOVED, Flow.SMALL));
    assertFalse(shows(MOVED, 1422));
    assertFalse(shows(PODS, Flow.SMALL));
    assertFalse(shows(Assumption.underlay("node-2", "node-1", 8475), Flow.SMALL));
    passed("ping-node-full", 1472, Assumption.underlay("node-1", "node-2"));
    assertTrue(shows(MOVED, 1422));
  }

  /** A plain datagram to the old port came through too; VXLAN on another may fare as it did. */
  @Test
  void whereSomebodyLooksIntoPacketsADatagramShowsNothing() {
    passed("udp-neighbor", Flow.SMALL, Assumption.underlay("node-1", "node-2"));
    deliveries.add(
        new VxlanDelivery(
            Given.at("node-1", "probes/tcpdump-underlay.txt", 1),
            "node-1",
            "node-2",
            8472,
            false,
            false,
            3,
            0,
            List.of(Given.at("node-2", "probes/tcpdump-underlay.txt", 4))));
    assertFalse(shows(MOVED, Flow.SMALL));
  }

  @Test
  void packetsOfPodsAreShownByPacketsOfPods() {
    passed("ping-pod", Flow.SMALL, PODS);
    assertTrue(shows(PODS, Flow.SMALL));
    assertFalse(shows(MOVED, Flow.SMALL));
  }

  /** A platform that drops foreign source addresses lets the requests of a node through. */
  @Test
  void packetsForPodsShowNothingOfPacketsThatPodsSend() {
    passed("ping-pod", Flow.SMALL, Assumption.underlayOfPods("node-1", "node-2", false, true));
    assertFalse(shows(PODS, Flow.SMALL));
    assertFalse(shows(Assumption.underlayOfPods("node-1", "node-2", true, false), Flow.SMALL));
  }

  @Test
  void aCaptureSpeaksAgainstWhatRestsOnIt() {
    deliveries.add(Given.delivery("node-1", "node-2", 3, 0));
    Evidence evidence = Evidence.of(probes, deliveries, walked);
    Probe lost = Given.probe("ping-pod", "node-1", "node-2", "timeout");
    assertTrue(evidence.speaksAgainst(Given.crossing(lost)));
    Probe elsewhere = Given.probe("ping-pod", "node-1", "node-3", "timeout");
    assertFalse(evidence.speaksAgainst(Given.crossing(elsewhere)));
  }
}
