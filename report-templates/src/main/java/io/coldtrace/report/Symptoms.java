package io.coldtrace.report;

import io.coldtrace.facts.capture.Probe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What does not work, in the words of someone who does not know why. */
final class Symptoms {
  private static final int MOST_KINDS = 4;

  private final Report report;
  private final Messages messages;
  private final List<ProbeOutcome> failed;

  Symptoms(Report report, Messages messages) {
    this.report = report;
    this.messages = messages;
    this.failed = report.probes().stream().filter(ProbeOutcome::failed).toList();
  }

  /** Empty if nothing failed. */
  String text(List<ProbeMatrix.Kind> kinds) {
    List<String> words = new ArrayList<>();
    for (ProbeMatrix.Kind kind : kinds) {
      long lost = count(kind, failed);
      if (lost > 0) {
        long tried = count(kind, report.probes().stream().filter(each -> !each.skipped()).toList());
        words.add(messages.text("symptom.kind", messages.name("kind", kind.name()), lost, tried));
      }
    }
    if (words.isEmpty()) {
      return "";
    }
    if (words.size() > MOST_KINDS + 1) {
      String more = messages.text("more", words.size() - MOST_KINDS);
      words.subList(MOST_KINDS, words.size()).clear();
      words.add(more);
    }
    String all = words.stream().reduce((one, next) -> messages.text("list", one, next)).orElse("");
    return messages.text("symptom.text", all, where());
  }

  private static long count(ProbeMatrix.Kind kind, List<ProbeOutcome> probes) {
    return probes.stream()
        .filter(probe -> Probe.question(probe.kind()).equals(kind.name()))
        .count();
  }

  /** The one node that all of it goes to, comes from or touches, if there is one. */
  private String where() {
    Set<String> from = ends(ProbeOutcome::node);
    Set<String> to = ends(ProbeOutcome::targetNode);
    if (to.size() == 1 && !to.contains("")) {
      return messages.text("symptom.to", to.iterator().next());
    }
    if (from.size() == 1) {
      return messages.text("symptom.from", from.iterator().next());
    }
    Set<String> common = new HashSet<>(from);
    common.addAll(to);
    failed.forEach(
        probe ->
            common.removeIf(
                node -> !node.equals(probe.node()) && !node.equals(probe.targetNode())));
    return common.size() == 1 ? messages.text("symptom.with", common.iterator().next()) : "";
  }

  private Set<String> ends(Function<ProbeOutcome, String> end) {
    return failed.stream().map(end).collect(Collectors.toSet());
  }
}
