package io.coldtrace.analyzer.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.rules.FactBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnseenNodesTest {
  private final List<Fact> facts = new ArrayList<>();

  private UnseenNodesTest captured(String node, String address) {
    facts.add(new Sysctl(new Source(node, "sysctl-a.txt", 1), "net.ipv4.ip_forward", "1"));
    if (!address.isEmpty()) {
      facts.add(
          new InterfaceAddress(
              new Source(node, "ip-addr.txt", 3),
              "eth0",
              Cidr.parse(address + "/24").orElseThrow(),
              "global",
              "eth0",
              false));
    }
    return this;
  }

  private UnseenNodesTest run(String node) {
    facts.add(new CollectorRun(new Source(node, "manifest.tsv", 1), node, node, 100, Map.of()));
    return this;
  }

  private UnseenNodesTest tunnel(String node, String device, String destination) {
    facts.add(
        new FdbEntry(
            new Source(node, "bridge-fdb.txt", 2),
            "02:00:00:00:00:01",
            device,
            destination,
            "",
            "",
            List.of("self", "permanent")));
    return this;
  }

  private UnseenNodesTest answered() {
    facts.add(
        new Probe(
            Source.NONE,
            "node-1/p",
            "ping-pod",
            "node-1",
            "",
            "",
            "10.244.2.2",
            "-",
            0,
            0,
            "ok",
            "",
            ""));
    return this;
  }

  private Set<String> withoutCapture() {
    return UnseenNodes.withoutCapture(FactBase.of(facts));
  }

  private Set<String> withoutManifest() {
    return UnseenNodes.withoutManifest(FactBase.of(facts));
  }

  @Test
  void aNodeWhoseManifestIsLostHasProbesThatNobodyKnows() {
    captured("node-1", "10.0.0.1").captured("node-2", "10.0.0.2").run("node-1");
    assertEquals(Set.of("node-2"), withoutManifest());
    run("node-2");
    assertEquals(Set.of(), withoutManifest());
  }

  @Test
  void pastedTextHasNoManifest() {
    captured("node-1", "10.0.0.1").captured("node-2", "10.0.0.2");
    assertEquals(Set.of(), withoutManifest());
  }

  @Test
  void whereATunnelLeadsToIsANode() {
    captured("node-1", "10.0.0.1")
        .captured("node-2", "10.0.0.2")
        .tunnel("node-1", "flannel.1", "10.0.0.2")
        .tunnel("node-1", "vxlan0", "10.0.0.9");
    assertEquals(Set.of(), withoutCapture());
    tunnel("node-1", "flannel.1", "10.0.0.3");
    assertEquals(Set.of("10.0.0.3"), withoutCapture());
  }

  @Test
  void aCaptureWithoutAddressesMayBeThatNode() {
    captured("node-1", "10.0.0.1").captured("node-2", "");
    tunnel("node-1", "flannel.1", "10.0.0.2");
    assertEquals(Set.of(), withoutCapture());
    tunnel("node-1", "flannel.1", "10.0.0.3");
    assertEquals(Set.of("10.0.0.2", "10.0.0.3"), withoutCapture());
  }

  @Test
  void whatProbesReachNeedNotBeCaptured() {
    captured("node-1", "10.0.0.1").tunnel("node-1", "flannel.1", "10.0.0.2").answered();
    assertEquals(Set.of("10.0.0.2"), withoutCapture(), "somebody pasted one ping");
    run("node-1");
    assertEquals(Set.of(), withoutCapture());
  }
}
