package io.coldtrace.report;

import io.coldtrace.facts.capture.Probe;
import io.coldtrace.rules.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a cause is not, by what passed on the very ways on which it loses packets: where the nodes
 * ping each other it is not the network between them. And what is suspect by its mere presence and
 * loses none of them.
 */
final class RuledOut {
  private static final int MOST_BESIDE = 3;

  /** From the wire upward. */
  private static final List<String> KINDS =
      List.of(
          "ping-node",
          "ping-node-full",
          "udp-neighbor",
          "ping-tunnel",
          "ping-gateway",
          "ping-gateway-full",
          "ping-pod",
          "ping-pod-full",
          "tcp-pod",
          "dns-pod",
          "http-metrics",
          "dns-service",
          "https-service");

  private final Report report;
  private final Messages messages;

  RuledOut(Report report, Messages messages) {
    this.report = report;
    this.messages = messages;
  }

  /** Texts, the nearest to the wire first; none for what explains no failed probe. */
  List<String> by(Diagnosis diagnosis) {
    List<ProbeOutcome> lost =
        report.probes().stream()
            .filter(probe -> diagnosis.explains().contains(probe.id()))
            .toList();
    List<String> texts = new ArrayList<>();
    if (!lost.isEmpty()) {
      passed(lost, texts);
      if (diagnosis.confidence() == Confidence.CONFIRMED) {
        beside(texts);
      }
    }
    return texts;
  }

  private void passed(List<ProbeOutcome> lost, List<String> texts) {
    Set<String> ways = new HashSet<>();
    Set<String> senders = new HashSet<>();
    for (ProbeOutcome probe : lost) {
      // The endpoint of a service may be anywhere: what counts is who asks.
      (probe.targetNode().isEmpty() ? senders : ways)
          .add(probe.targetNode().isEmpty() ? probe.node() : way(probe));
    }
    Map<String, List<ProbeOutcome>> byKind = new TreeMap<>();
    for (ProbeOutcome probe : report.probes()) {
      boolean local = probe.node().equals(probe.targetNode());
      boolean same = ways.isEmpty() ? senders.contains(probe.node()) : ways.contains(way(probe));
      if (same && !local && !probe.skipped()) {
        byKind.computeIfAbsent(kind(probe), k -> new ArrayList<>()).add(probe);
      }
    }
    for (String kind : KINDS) {
      List<ProbeOutcome> same = byKind.getOrDefault(kind, List.of());
      if (!same.isEmpty() && same.stream().allMatch(ProbeOutcome::passed)) {
        texts.add(messages.text("ruledOut." + kind, same.size()));
      }
    }
  }

  private static String way(ProbeOutcome probe) {
    return probe.node() + "\0" + probe.targetNode();
  }

  /** What it asks, and whether with packets of full size, which fail for reasons of their own. */
  private static String kind(ProbeOutcome probe) {
    String question = Probe.question(probe.kind());
    return probe.kind().endsWith("-full") ? question + "-full" : question;
  }

  private void beside(List<String> texts) {
    report.diagnoses().stream()
        .filter(other -> other.severity() == Severity.INFO && other.explains().isEmpty())
        .limit(MOST_BESIDE)
        .forEach(
            other ->
                texts.add(
                    other.nodes().isEmpty()
                        ? messages.text("ruledOut.beside.cluster", other.title())
                        : messages.text(
                            "ruledOut.beside", other.title(), String.join(", ", other.nodes()))));
  }
}
