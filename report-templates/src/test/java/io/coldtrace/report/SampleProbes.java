package io.coldtrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The probes of the sample reports. */
final class SampleProbes {
  private SampleProbes() {}

  static boolean intoNodeTwo(int from, int to) {
    return from != to && to == 2;
  }

  /** Every node probes every node, its pod, its tunnel; and the DNS service. */
  static List<ProbeOutcome> all(int nodes, BiPredicate<Integer, Integer> podsLost) {
    List<ProbeOutcome> probes = new ArrayList<>();
    for (int from = 1; from <= nodes; from++) {
      for (int to = 1; to <= nodes; to++) {
        boolean lost = podsLost.test(from, to);
        probes.add(probe(from, to, "ping-node", "node-" + to, false));
        probes.add(probe(from, to, "ping-tunnel", "node-" + to, false));
        probes.add(probe(from, to, "ping-pod", "default/web-" + to, lost));
        if (to <= 2) {
          probes.add(probe(from, to, "http-metrics", "kube-system/coredns-" + to, lost));
        }
      }
      probes.add(probe(from, 0, "dns-service", "kube-system/kube-dns", false));
    }
    return probes;
  }

  private static ProbeOutcome probe(int from, int to, String kind, String target, boolean lost) {
    String node = "node-" + from;
    return new ProbeOutcome(
        node + "/" + kind + "." + target.replace('/', '-'),
        kind,
        node,
        target,
        !lost,
        lost ? Prediction.FAIL : Prediction.PASS,
        lost ? Optional.of(SampleReports.PROOF) : Optional.empty(),
        to == 0 ? "" : "node-" + to,
        lost ? "timeout" : "ok",
        lost ? "3 packets transmitted, 0 received, 100% packet loss" : "");
  }

  /** The model expected them all to pass. */
  static List<ProbeOutcome> unforeseen(List<ProbeOutcome> probes) {
    return probes.stream()
        .map(
            p ->
                new ProbeOutcome(
                    p.id(),
                    p.kind(),
                    p.node(),
                    p.target(),
                    p.ok(),
                    Prediction.PASS,
                    Optional.empty(),
                    p.targetNode(),
                    p.result(),
                    p.detail()))
        .toList();
  }
}
