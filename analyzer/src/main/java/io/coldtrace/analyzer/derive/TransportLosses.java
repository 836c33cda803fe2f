package io.coldtrace.analyzer.derive;

import io.coldtrace.analyzer.derive.UnderlayBlocks.Pair;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.TransportLoss;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * TCP and UDP that are lost between nodes where pings to the same pods pass: what offloads of a
 * network interface break, whose checksums ICMP does not use.
 */
final class TransportLosses {
  private static final Set<String> TRANSPORT =
      Set.of("dns-pod", "http-metrics", "tcp-pod", "target-tcp", "target-udp");

  private static final Set<String> PINGS = Set.of("ping-pod", "ping-tunnel", "ping-gateway");

  private TransportLosses() {}

  /**
   * @param explained failed probes that something on a node accounts for
   */
  static List<TransportLoss> of(Collection<Probe> probes, Set<String> explained) {
    Set<Pair> pinged = new HashSet<>();
    Set<Pair> answered = new HashSet<>();
    Map<Pair, List<Probe>> failed =
        new TreeMap<>(Comparator.comparing(Pair::one).thenComparing(Pair::other));
    for (Probe probe : probes) {
      if (probe.targetNode().isEmpty() || probe.targetNode().equals(probe.node())) {
        continue;
      }
      Pair pair = Pair.of(probe.node(), probe.targetNode());
      if (PINGS.contains(probe.question()) && probe.ok()) {
        pinged.add(pair);
      } else if (TRANSPORT.contains(probe.question()) && probe.ok()) {
        answered.add(pair);
      } else if (TRANSPORT.contains(probe.question())
          && probe.result().equals("timeout")
          && !explained.contains(probe.id())) {
        failed.computeIfAbsent(pair, unused -> new ArrayList<>()).add(probe);
      }
    }
    failed.keySet().retainAll(pinged);
    failed.keySet().removeAll(answered);
    return byNode(failed);
  }

  private static List<TransportLoss> byNode(Map<Pair, List<Probe>> failed) {
    Set<String> nodes = new TreeSet<>();
    failed.keySet().forEach(pair -> nodes.addAll(List.of(pair.one(), pair.other())));
    List<TransportLoss> losses = new ArrayList<>();
    for (String node : nodes) {
      TreeSet<String> peers = new TreeSet<>();
      List<Probe> own = new ArrayList<>();
      failed.forEach(
          (pair, probes) -> {
            if (pair.has(node)) {
              peers.add(pair.one().equals(node) ? pair.other() : pair.one());
              own.addAll(probes);
            }
          });
      List<String> ids = own.stream().map(Probe::id).sorted().toList();
      losses.add(new TransportLoss(own.get(0).source(), node, List.copyOf(peers), ids));
    }
    return losses;
  }
}
