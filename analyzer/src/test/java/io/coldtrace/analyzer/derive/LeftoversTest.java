package io.coldtrace.analyzer.derive;

import static io.coldtrace.analyzer.derive.Given.at;
import static io.coldtrace.analyzer.derive.Given.delivery;
import static io.coldtrace.analyzer.derive.Given.probe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.AgentSighting;
import io.coldtrace.facts.derived.DnsPod;
import io.coldtrace.facts.derived.UnexplainedLoss;
import io.coldtrace.facts.kubernetes.KubeContainer;
import io.coldtrace.facts.kubernetes.KubePod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Failed probes that pods or nothing at all explains. */
class LeftoversTest {
  private static KubePod pod(String name, String app, String node, boolean ready) {
    KubeContainer container =
        new KubeContainer(
            at("", "kubectl/pods.json", 40),
            "c",
            "i",
            ready,
            7,
            "waiting",
            "CrashLoopBackOff",
            "Error",
            1,
            List.of(),
            List.of());
    return new KubePod(
        at("", "kubectl/pods.json", 9),
        "kube-system",
        name,
        node,
        Given.address(node),
        false,
        "Running",
        ready,
        Map.of("k8s-app", app),
        "",
        0,
        List.of(container));
  }

  private static List<DnsPod> dns(Fact... facts) {
    return DnsPods.of(List.of(facts));
  }

  @Test
  void aDnsPodThatDoesNotServeExplainsItsOwnProbes() {
    List<DnsPod> pods =
        dns(
            pod("a", "kube-dns", "node-1", false),
            pod("b", "kube-dns", "node-2", true),
            probe("dns-pod", "node-3", "node-1", "refused"),
            probe("http-metrics", "node-3", "node-1", "ok"),
            probe("ping-pod", "node-3", "node-1", "timeout"),
            probe("dns-pod", "node-3", "node-2", "timeout"),
            probe("dns-service", "node-3", "", "timeout"));
    assertEquals(List.of("node-3/dns-pod.node-1"), pods.get(0).probes());
    assertEquals("CrashLoopBackOff", pods.get(0).reason());
    assertEquals(40, pods.get(0).source().line());
    assertEquals(List.of(), pods.get(1).probes());
    assertEquals("", pods.get(1).reason());
  }

  @Test
  void whereNoDnsPodServesTheServiceIsExplainedToo() {
    List<DnsPod> pods =
        dns(pod("a", "kube-dns", "node-1", false), probe("dns-service", "node-3", "", "timeout"));
    assertEquals(List.of("node-3/dns-service.service"), pods.get(0).probes());
  }

  @Test
  void otherPodsAreNoDnsPods() {
    assertEquals(List.of(), dns(pod("a", "web", "node-1", false)));
  }

  private static List<UnexplainedLoss> unexplained(Set<String> explained, Probe... probes) {
    return UnexplainedLosses.of(List.of(probes), explained, List.of(), List.of());
  }

  @Test
  void lostProbesAreGatheredByTheNodeThatTheyShare() {
    List<UnexplainedLoss> losses =
        unexplained(
            Set.of(),
            probe("ping-pod", "node-1", "node-3", "timeout"),
            probe("ping-pod", "node-3", "node-2", "timeout"),
            probe("ping-pod", "node-1", "node-2", "ok"),
            probe("dns-pod", "node-1", "node-2", "skipped"));
    assertEquals(1, losses.size());
    assertEquals("node-3", losses.get(0).node());
    assertEquals(
        List.of("node-1/ping-pod.node-3", "node-3/ping-pod.node-2"), losses.get(0).probes());
  }

  @Test
  void probesThatShareNoNodeAreSeveralLosses() {
    List<UnexplainedLoss> losses =
        unexplained(
            Set.of(),
            probe("ping-pod", "node-1", "node-2", "timeout"),
            probe("ping-pod", "node-3", "node-4", "timeout"));
    assertEquals(2, losses.size());
  }

  @Test
  void whatIsExplainedIsNotLeft() {
    assertEquals(
        List.of(),
        unexplained(
            Set.of("node-1/ping-pod.node-2"), probe("ping-pod", "node-1", "node-2", "timeout")));
  }

  @Test
  void aLossOfAServiceCountsForItsStart() {
    List<UnexplainedLoss> losses =
        unexplained(Set.of(), probe("dns-service", "node-2", "", "timeout"));
    assertEquals("node-2", losses.get(0).node());
  }

  /** The service may have sent the question to the pod that did not answer this asker. */
  @Test
  void aLostServiceBelongsToTheDnsPodThatDidNotAnswerTheSameAsker() {
    List<UnexplainedLoss> losses =
        unexplained(
            Set.of(),
            probe("dns-pod", "node-1", "node-3", "timeout"),
            probe("dns-pod", "node-2", "node-3", "timeout"),
            probe("ping-pod", "node-2", "node-3", "timeout"),
            probe("dns-service", "node-1", "", "timeout"),
            probe("dns-service", "node-4", "", "timeout"));
    assertEquals(List.of("node-3", "node-4"), losses.stream().map(UnexplainedLoss::node).toList());
    assertEquals(4, losses.get(0).probes().size());
  }

  @Test
  void theAgentsOfTheNodeAreNamedAndWhetherPacketsCameSoFar() {
    List<AgentSighting> agents = new ArrayList<>();
    for (String node : List.of("node-2", "node-3")) {
      agents.add(
          new AgentSighting(
              at(node, "ps.txt", 4),
              node,
              "Agent of " + node,
              "",
              List.of(),
              true,
              "",
              List.of(at(node, "ps.txt", 4))));
    }
    List<Probe> probes =
        List.of(
            probe("ping-pod", "node-1", "node-3", "timeout"),
            probe("ping-pod", "node-2", "node-3", "timeout"));
    UnexplainedLoss seen =
        UnexplainedLosses.of(probes, Set.of(), List.of(delivery("node-1", "node-3", 2, 2)), agents)
            .get(0);
    assertEquals(List.of("Agent of node-3"), seen.agents());
    assertTrue(seen.arrived());
    UnexplainedLoss unseen =
        UnexplainedLosses.of(probes, Set.of(), List.of(delivery("node-3", "node-1", 2, 2)), agents)
            .get(0);
    assertFalse(unseen.arrived());
  }
}
