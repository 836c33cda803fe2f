package io.coldtrace.analyzer.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.DnsOutput;
import io.coldtrace.facts.capture.PingOutput;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.network.InterfaceAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastedProbesTest {
  private static Source at(String node, int line) {
    return new Source(node, "paste.txt", line);
  }

  private static InterfaceAddress address(String node, String device, String cidr) {
    return new InterfaceAddress(
        at(node, 1), device, Cidr.parse(cidr).orElseThrow(), "global", device, false);
  }

  private static PingOutput ping(String target, int received, String... errors) {
    return new PingOutput(at("node-1", 9), target, 3, received, List.of(errors));
  }

  private static List<String> probes(Fact... more) {
    List<Fact> facts =
        new ArrayList<>(
            List.of(
                address("node-1", "eth0", "192.168.56.11/24"),
                address("node-1", "cni0", "10.244.0.1/24"),
                address("node-2", "eth0", "192.168.56.12/24"),
                address("node-2", "cni0", "10.244.1.1/24")));
    facts.addAll(List.of(more));
    return PastedProbes.of(facts, Places.of(facts)).stream()
        .map(probe -> probe.id() + " at " + probe.targetNode() + ": " + probe.result())
        .toList();
  }

  @Test
  void aPingIsNamedByWhatItsAddressIs() {
    assertEquals(
        List.of(
            "node-1/ping-node.192.168.56.12 at node-2: ok",
            "node-1/ping-tunnel.10.244.1.0 at node-2: timeout",
            "node-1/ping-gateway.10.244.1.1 at node-2: prohibited",
            "node-1/ping-pod.10.244.1.7 at node-2: unreachable",
            "node-1/dns-pod.10.244.1.8 at node-2: timeout"),
        probes(
            ping("192.168.56.12", 2),
            ping("10.244.1.0", 0),
            ping("10.244.1.1", 0, "From 10.244.1.0 icmp_seq=1 Destination Host Prohibited"),
            ping("10.244.1.7", 0, "From 192.168.56.1 icmp_seq=1 Destination Host Unreachable"),
            new DnsOutput(at("node-1", 20), "10.244.1.8", "x", List.of(), "TIMEOUT")));
  }

  @Test
  void whatIsOutsideOrTooLargeOrWasAskedAgainIsNone() {
    assertEquals(
        List.of("node-1/ping-pod.10.244.1.7 at node-2: ok"),
        probes(
            ping("8.8.8.8", 0),
            ping("node-2.example", 0),
            ping("10.244.1.1", 0, "ping: local error: message too long, mtu=1450"),
            new PingOutput(at("node-1", 30), "10.244.1.1", -1, -1, List.of()),
            ping("10.244.1.7", 0),
            ping("10.244.1.7", 3)));
  }

  @Test
  void whereTheCollectorProbedNobodyElseHasTo() {
    Probe own =
        new Probe(
            at("node-1", 3),
            "node-1/ping-node.x",
            "ping-node",
            "node-1",
            "x",
            "",
            "10.0.0.9",
            "-",
            0,
            0,
            "ok",
            "",
            "");
    assertEquals(List.of(), probes(own, ping("10.244.1.7", 0)));
  }
}
