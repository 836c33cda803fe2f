package io.coldtrace.analyzer.derive;

import static io.coldtrace.analyzer.derive.Given.address;
import static io.coldtrace.analyzer.derive.Given.probe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.EchoLoss;
import io.coldtrace.facts.derived.SplitPaths;
import io.coldtrace.facts.derived.TransportLoss;
import io.coldtrace.facts.derived.UnreachableNode;
import io.coldtrace.facts.network.Neighbor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Losses between nodes that are found by what fails and what passes. */
class PathLossesTest {
  private static final Set<String> NONE = Set.of();

  /** What each of these kinds of probe comes to from every node to every other one. */
  private static List<Probe> probes(
      int nodes, List<String> kinds, BiFunction<String, String, String> result) {
    List<Probe> probes = new ArrayList<>();
    for (int from = 1; from <= nodes; from++) {
      for (int to = 1; to <= nodes; to++) {
        for (String kind : kinds) {
          if (from != to) {
            String pair = from < to ? from + "-" + to : to + "-" + from;
            probes.add(probe(kind, "node-" + from, "node-" + to, result.apply(kind, pair)));
          }
        }
      }
    }
    return probes;
  }

  @Test
  void aNodeThatAnswersNothingIsUnreachable() {
    List<Probe> probes =
        probes(
            3,
            List.of("ping-node", "ping-pod"),
            (kind, pair) -> pair.contains("3") ? "timeout" : "ok");
    Neighbor unknown =
        new Neighbor(
            Given.at("node-1", "ip-neigh.txt", 2), Ip.of(address("node-3")), "eth0", "", "FAILED");
    List<Fact> captured = List.of(address("node-1", "eth0"), address("node-2", "eth0"), unknown);
    List<UnreachableNode> nodes = UnreachableNodes.of(captured, probes, NONE);
    assertEquals(List.of("node-3"), nodes.stream().map(UnreachableNode::node).toList());
    UnreachableNode node = nodes.get(0);
    assertEquals(List.of("node-1", "node-2"), node.askers());
    assertTrue(node.signs().contains(unknown.source()), "the neighbor is a sign");
    assertFalse(node.resolved());
    assertFalse(node.routed());
    assertEquals(8, node.probes().size(), "both directions of both pairs");
  }

  @Test
  void aNodeOfWhichSomethingAnswersIsNot() {
    List<Probe> probes =
        probes(
            3,
            List.of("ping-node", "tcp-pod"),
            (kind, pair) -> kind.equals("ping-node") && pair.contains("3") ? "timeout" : "ok");
    assertEquals(List.of(), UnreachableNodes.of(List.of(), probes, NONE));
    EchoLoss loss = EchoLosses.of(probes, NONE, Set.of("node-1", "node-2", "node-3")).orElseThrow();
    assertEquals(4, loss.pairs().size());
    assertEquals(4, loss.probes().size());
    assertEquals(
        List.of("node-3 → node-1", "node-3 → node-2"),
        EchoLosses.of(probes, NONE, Set.of("node-1", "node-2")).orElseThrow().pairs(),
        "nobody knows whether a node that was not collected answers pings");
  }

  @Test
  void whatANodeAccountsForIsNeither() {
    List<Probe> probes = probes(2, List.of("ping-node", "ping-pod"), (kind, pair) -> "timeout");
    Set<String> explained = Set.copyOf(probes.stream().map(Probe::id).toList());
    assertEquals(List.of(), UnreachableNodes.of(List.of(), probes, explained));
    assertEquals(2, UnreachableNodes.of(List.of(), probes, NONE).size(), "either may be the one");
  }

  @Test
  void nodesFallIntoGroups() {
    BiFunction<String, String, String> twoHosts =
        (kind, pair) ->
            kind.equals("ping-node") || pair.equals("1-2") || pair.equals("3-4") ? "ok" : "timeout";
    SplitPaths split =
        PathGroups.of(probes(4, List.of("ping-node", "ping-pod"), twoHosts), NONE).orElseThrow();
    assertEquals(List.of("node-1, node-2", "node-3, node-4"), split.groups());
    assertTrue(split.pingable());
    assertEquals(8, split.probes().size());
  }

  @Test
  void oneNodeApartOrOnePairIsNoGroup() {
    BiFunction<String, String, String> apart =
        (kind, pair) -> pair.contains("3") ? "timeout" : "ok";
    assertEquals(Optional.empty(), PathGroups.of(probes(3, List.of("ping-pod"), apart), NONE));
    BiFunction<String, String, String> onePair =
        (kind, pair) -> pair.equals("1-4") ? "timeout" : "ok";
    assertEquals(Optional.empty(), PathGroups.of(probes(4, List.of("ping-pod"), onePair), NONE));
  }

  @Test
  void transportIsLostWherePingsPass() {
    BiFunction<String, String, String> offload =
        (kind, pair) -> kind.equals("dns-pod") && pair.contains("2") ? "timeout" : "ok";
    List<Probe> probes = probes(3, List.of("ping-pod", "dns-pod"), offload);
    List<TransportLoss> losses = TransportLosses.of(probes, NONE);
    assertEquals(
        List.of("node-1", "node-2", "node-3"), losses.stream().map(TransportLoss::node).toList());
    assertEquals(List.of("node-1", "node-3"), losses.get(1).peers());
    BiFunction<String, String, String> dnsAlone =
        (kind, pair) -> kind.equals("dns-pod") ? "timeout" : "ok";
    assertEquals(
        List.of(),
        TransportLosses.of(probes(2, List.of("ping-pod", "dns-pod", "tcp-pod"), dnsAlone), NONE),
        "a name server that does not answer is not the network");
  }
}
