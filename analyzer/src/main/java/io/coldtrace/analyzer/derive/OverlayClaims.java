package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.Walk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Which walks and which failed probes a fault of the overlay accounts for: the walks that end for
 * its own reason where it is, and failed probes there that no walk ends for another reason.
 */
final class OverlayClaims {
  private static final Set<String> OF_THE_UNDERLAY =
      Set.of("ping-node", "ping-node-full", "udp-vxlan", "udp-neighbor");

  private static final Set<String> OF_PODS =
      Set.of("ping-pod", "tcp-pod", "dns-pod", "http-metrics");

  private final Collection<Probe> probes;
  private final Collection<Walk> walks;
  private final Map<String, Walk> byProbe = new HashMap<>();
  private final Set<String> failed = new TreeSet<>();

  /**
   * What a fault accounts for.
   *
   * @param flows walks that the model loses because of it, probes or not
   * @param probes failed probes
   */
  record Claim(List<String> flows, List<String> probes) {}

  OverlayClaims(Collection<Probe> probes, Collection<Walk> walks) {
    this.probes = probes;
    this.walks = walks;
    walks.stream().filter(Walk::probe).forEach(walk -> byProbe.put(walk.flow(), walk));
    probes.stream().filter(Probe::failed).forEach(probe -> failed.add(probe.id()));
  }

  /**
   * Between a node and its peers, in whichever direction, for an answer takes the way back; and of
   * services that one of them asked.
   *
   * @param peers empty for all
   * @param reasons why the model loses what the fault breaks
   */
  Claim between(String node, List<String> peers, Set<String> reasons) {
    BiPredicate<String, String> pair =
        (from, to) ->
            !from.equals(to)
                && ((from.equals(node) && (peers.isEmpty() || peers.contains(to)))
                    || (to.equals(node) && (peers.isEmpty() || peers.contains(from))));
    return claim(
        walk -> reasons.contains(walk.reason()),
        // Of a service the walk knows where it is lost; its pods may be anywhere.
        walk ->
            walk.toNode().isEmpty()
                ? walk.node().equals(node) || pair.test(walk.fromNode(), walk.node())
                : pair.test(walk.fromNode(), walk.toNode()),
        probe ->
            !OF_THE_UNDERLAY.contains(probe.kind())
                && !probe.targetNode().isEmpty()
                && pair.test(probe.node(), probe.targetNode()));
  }

  /**
   * Between a node and a peer to whose pods it sends by a third node: what that one loses, which
   * sees one direction alone, and answers that it gives its own address.
   */
  Claim over(String third, String node, String peer) {
    Predicate<Walk> decided =
        walk -> walk.node().equals(third) || walk.reason().equals("reply-not-translated");
    Set<String> pair = Set.of(node, peer);
    return claim(
        decided,
        walk ->
            pair.contains(walk.fromNode())
                && (walk.toNode().isEmpty() || pair.contains(walk.toNode())),
        probe ->
            !OF_THE_UNDERLAY.contains(probe.kind())
                && !probe.node().equals(probe.targetNode())
                && pair.contains(probe.node())
                && pair.contains(probe.targetNode()));
  }

  /** Of the pods on a node, from wherever. */
  Claim ofPodsOn(String node, Set<String> reasons) {
    return claim(
        walk -> reasons.contains(walk.reason()),
        walk -> walk.node().equals(node),
        probe ->
            (probe.fromPod() && probe.node().equals(node))
                || ((probe.fromPod() || OF_PODS.contains(probe.question()))
                    && probe.targetNode().equals(node)));
  }

  private Claim claim(Predicate<Walk> decided, Predicate<Walk> ends, Predicate<Probe> crosses) {
    List<String> flows = new ArrayList<>();
    for (Walk walk : walks) {
      boolean lost =
          walk.lost() || (walk.verdict().equals("mixed") && failed.contains(walk.flow()));
      if (lost && decided.test(walk) && ends.test(walk)) {
        flows.add(walk.flow());
      }
    }
    TreeSet<String> claimed = new TreeSet<>(flows);
    claimed.retainAll(failed);
    for (Probe probe : probes) {
      if (probe.failed() && crosses.test(probe) && isOpen(probe, decided)) {
        claimed.add(probe.id());
      }
    }
    return new Claim(flows, List.copyOf(claimed));
  }

  /** Nothing else in the model accounts for the probe. */
  private boolean isOpen(Probe probe, Predicate<Walk> decided) {
    Walk walk = byProbe.get(probe.id());
    return walk == null || !walk.lost() || decided.test(walk);
  }
}
