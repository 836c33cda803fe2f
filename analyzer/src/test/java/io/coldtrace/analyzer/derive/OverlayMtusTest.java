package io.coldtrace.analyzer.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.FullSizeLoss;
import io.coldtrace.facts.derived.OverlayMtu;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How large packets may be on the way into the tunnel, and what is lost for its size. */
class OverlayMtusTest {
  private static final List<String> NODES = List.of("node-1", "node-2", "node-3");

  private static Link link(String node, String name, int mtu, String master) {
    Source source = Given.at(node, "ip-link.txt", mtu);
    return new Link(
        source, 2, name, "", List.of("UP"), mtu, "UP", master, "", "", Optional.empty());
  }

  private static List<Fact> nodes(int... underlays) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < underlays.length; i++) {
      String node = NODES.get(i);
      facts.add(Given.tunnel(node));
      facts.add(link(node, "eth0", underlays[i], ""));
    }
    return facts;
  }

  @Test
  void theUnderlayIsWhatTheTunnelStandsOn() {
    List<OverlayMtu> mtus =
        OverlayMtus.of(nodes(1500, 1500, 9000), NODES, List.of(), Optional.empty(), List.of());
    assertEquals(List.of(1500, 1500, 9000), mtus.stream().map(OverlayMtu::underlayMtu).toList());
    assertEquals(50, mtus.get(0).overhead());
    assertEquals(1500, mtus.get(2).usual());
    assertEquals(List.of("node-1: 1500", "node-2: 1500"), mtus.get(2).others());
    assertEquals(List.of("node-3: 9000"), mtus.get(0).others());
  }

  @Test
  void amongTwoNobodyIsUsual() {
    List<OverlayMtu> mtus =
        OverlayMtus.of(
            nodes(1500, 1450), NODES.subList(0, 2), List.of(), Optional.empty(), List.of());
    assertEquals(List.of(0, 0), mtus.stream().map(OverlayMtu::usual).toList());
  }

  @Test
  void podsAreThePortsOfTheBridgeWhoseNetworkTheTunnelIsIn() {
    List<Fact> facts = nodes(1500);
    facts.add(address("flannel.1", "10.244.0.0/32"));
    facts.add(address("cbr0", "10.244.0.1/24"));
    facts.add(link("node-1", "veth1", 1500, "cbr0"));
    facts.add(link("node-1", "veth2", 1450, "cbr0"));
    facts.add(link("node-1", "veth3", 9000, "docker0"));
    OverlayMtu mtu =
        OverlayMtus.of(facts, List.of("node-1"), List.of(), Optional.empty(), List.of()).get(0);
    assertEquals(List.of("veth1"), mtu.pods());
    assertEquals(1500, mtu.podMtu());
  }

  private static InterfaceAddress address(String device, String cidr) {
    return new InterfaceAddress(
        Given.at("node-1", "ip-addr.txt", 3), device, Cidr.of(cidr), "global", device, false);
  }

  @Test
  void whatIsLostForItsSizeIsToldWithTheSizeThatPasses() {
    Probe small = Given.probe("ping-pod", "node-1", "node-2", "ok");
    Probe full = Given.probe("ping-pod-full", "node-1", "node-2", "timeout");
    List<Probe> probes =
        List.of(
            small,
            full,
            Given.probe("ping-pod", "node-1", "node-3", "ok"),
            Given.probe("ping-pod-full", "node-1", "node-3", "ok"));
    List<Fact> facts = nodes(1500, 1500, 1500);
    facts.add(ping(small, "ping -n -c 2 -s 71 10.244.1.7"));
    facts.add(ping(full, "ping -n -M do -c 2 -s 1422 10.244.1.7"));
    Optional<FullSizeLoss> loss = FullSizeLosses.of(facts, probes, Set.of());
    assertEquals(1422 + 28 + 50, loss.orElseThrow().lost());
    assertEquals(71 + 28 + 50, loss.get().passed());
    assertEquals(List.of("node-1 → node-2"), loss.get().pairs());
    List<OverlayMtu> mtus = OverlayMtus.of(facts, NODES, probes, loss, List.of());
    assertEquals(List.of(full.id()), mtus.get(0).probes());
    assertEquals(List.of(full.id()), mtus.get(1).probes());
    assertTrue(mtus.get(2).probes().isEmpty(), "its paths carry full packets");
  }

  /** From node-1, whose pods may be larger than its tunnel; full packets of the node pass. */
  private static List<Probe> ofPods(int podMtu, int size, String ofTheNode) {
    List<Fact> facts = nodes(1500, 1500);
    facts.add(link("node-1", "veth1", podMtu, "cni0"));
    facts.add(
        new CollectorRun(
            Given.at("node-1", "manifest.tsv", 1),
            "node-1",
            "node-1",
            0,
            Map.of("pod-address", "10.244.1.7")));
    Probe full = Given.probe("pod-ping-pod-full", "node-1", "node-2", "timeout");
    facts.add(full);
    facts.add(ping(full, "nsenter -t 24 -n ping -n -c 2 -W 1 -M want -s " + size + " 10.0.0.2"));
    List<Probe> probes =
        List.of(
            full,
            Given.probe("pod-ping-pod", "node-1", "node-2", "ok"),
            Given.probe("ping-pod", "node-1", "node-2", "ok"),
            Given.probe("ping-pod-full", "node-1", "node-2", ofTheNode));
    return OverlayMtus.lostByPods(facts, NODES.subList(0, 2), probes, Set.of());
  }

  @Test
  void podsLoseForTheirSizeAloneWhatTheirNodeDoesNot() {
    assertEquals(
        List.of("node-1/pod-ping-pod-full.node-2"),
        ofPods(1500, 1472, "ok").stream().map(Probe::id).toList());
    assertEquals(List.of(), ofPods(1450, 1422, "ok"), "what the tunnel takes is lost elsewhere");
    assertEquals(List.of(), ofPods(1500, 1472, "timeout"), "the way carries less than the tunnel");
  }

  private static CapturedFile ping(Probe probe, String command) {
    return new CapturedFile(
        Given.at(probe.node(), "manifest.tsv", 9),
        probe.file(),
        "ping",
        command,
        0,
        100,
        2,
        300,
        "-",
        "-",
        "-");
  }
}
