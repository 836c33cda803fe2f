package io.coldtrace.report;

import io.coldtrace.facts.capture.Probe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
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
      List<String> lost = failed.stream().map(ProbeOutcome::kind).filter(asks(kind)).toList();
      if (!lost.isEmpty()) {
        words.add(kind(kind, lost));
      }
    }
    if (words.isEmpty()) {
      return "";
    }
    if (words.size() > MOST_KINDS + 1) {
      String more = messages.text("symptom.more", words.size() - MOST_KINDS);
      words.subList(MOST_KINDS, words.size()).clear();
      words.add(more);
    }
    String all = words.stream().reduce((one, next) -> messages.text("list", one, next)).orElse("");
    return messages.text("symptom.text", all, where());
  }

  /** If it fails in one manner alone (full size, from a pod), that is the symptom. */
  private String kind(ProbeMatrix.Kind kind, List<String> lost) {
    String manner = lost.get(0);
    String name = messages.name("kind", manner);
    boolean one = lost.stream().allMatch(manner::equals) && !name.equals(manner);
    long tried =
        report.probes().stream()
            .filter(probe -> !probe.skipped())
            .map(ProbeOutcome::kind)
            .filter(one ? manner::equals : asks(kind))
            .count();
    String shown = one ? name : messages.name("kind", kind.name());
    return messages.text("symptom.kind", shown, lost.size(), tried);
  }

  private static Predicate<String> asks(ProbeMatrix.Kind kind) {
    return name -> Probe.question(name).equals(kind.name());
  }

  /** The pair, or the one node that all of it goes to, comes from or touches, if there is one. */
  private String where() {
    Set<Set<String>> pairs =
        failed.stream()
            .map(probe -> new TreeSet<>(List.of(probe.node(), probe.targetNode())))
            .collect(Collectors.toSet());
    Set<String> pair = pairs.iterator().next();
    if (pairs.size() == 1 && pair.size() == 2 && !pair.contains("")) {
      Iterator<String> ends = pair.iterator();
      return messages.text("symptom.between", ends.next(), ends.next());
    }
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
