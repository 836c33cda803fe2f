package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.kubernetes.KubePod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The probes of all nodes, joined: their targets under one name, their evidence in the tool's own
 * words; and those that people ran without the collector.
 */
final class Probes {
  /** Kinds whose target is a node. */
  private static final Set<String> NODE_KINDS =
      Set.of("ping-node", "ping-tunnel", "ping-gateway", "udp-vxlan", "udp-neighbor");

  private Probes() {}

  /**
   * The same facts, each probe's target node found by its address (a node without kubectl knows its
   * peers by address only) and its source pointed to the line of the tool's output that decides,
   * where that was understood.
   */
  static List<Fact> joined(Collection<? extends Fact> facts, Places places) {
    Map<String, Source> outputs = new HashMap<>();
    Map<String, String> pods = new HashMap<>();
    for (Fact fact : facts) {
      Source source = fact.source();
      if (source.file().startsWith("probes/")) {
        outputs.putIfAbsent(source.node() + "/" + source.file(), source);
      }
      if (fact instanceof KubePod pod && !pod.hostNetwork()) {
        pods.putIfAbsent(pod.ip(), pod.namespace() + "/" + pod.name());
      }
    }
    List<Fact> all = new ArrayList<>(facts);
    all.addAll(PastedProbes.of(facts, places));
    all.replaceAll(
        fact -> fact instanceof Probe probe ? joined(probe, places, outputs, pods) : fact);
    return all;
  }

  private static Probe joined(
      Probe probe, Places places, Map<String, Source> outputs, Map<String, String> pods) {
    boolean service = probe.question().endsWith("-service");
    boolean node = NODE_KINDS.contains(probe.question());
    String targetNode =
        service ? "" : Ip.parse(probe.address()).flatMap(places::nodeOf).orElse(probe.targetNode());
    Source source = outputs.getOrDefault(probe.node() + "/" + probe.file(), probe.source());
    return new Probe(
        source,
        probe.id(),
        probe.kind(),
        probe.node(),
        node ? targetNode : pods.getOrDefault(probe.address(), probe.target()),
        targetNode.equals("-") ? "" : targetNode,
        probe.address(),
        probe.port(),
        probe.start(),
        probe.duration(),
        probe.result(),
        probe.detail(),
        probe.file());
  }
}
