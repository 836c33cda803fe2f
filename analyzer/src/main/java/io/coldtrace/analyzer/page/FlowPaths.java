package io.coldtrace.analyzer.page;

import io.coldtrace.analyzer.derive.Derivation;
import io.coldtrace.analyzer.remedy.Trial;
import io.coldtrace.analyzer.trace.PathHops;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.report.Diagnosis;
import io.coldtrace.report.Evidence;
import io.coldtrace.report.FlowPath;
import io.coldtrace.report.PathHop;
import io.coldtrace.report.ProbeOutcome;
import io.coldtrace.report.Report;
import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.Severity;
import io.coldtrace.rules.StepKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** For each cause a failed probe that it explains: its way as it is, and once mended. */
final class FlowPaths {
  private static final int MOST = 4;

  private final Report report;
  private final List<Fact> captured;
  private final Trial trial;
  private final Map<String, ProbeOutcome> probes = new HashMap<>();

  FlowPaths(Report report, List<Fact> captured, Trial trial) {
    this.report = report;
    this.captured = captured;
    this.trial = trial;
    report.probes().forEach(probe -> probes.put(probe.id(), probe));
  }

  List<FlowPath> paths() {
    List<FlowPath> paths = new ArrayList<>();
    for (int i = 0; i < report.diagnoses().size() && paths.size() < MOST; i++) {
      Diagnosis diagnosis = report.diagnoses().get(i);
      if (diagnosis.severity().compareTo(Severity.ERROR) <= 0) {
        path(i, diagnosis).ifPresent(paths::add);
      }
    }
    return paths;
  }

  private Optional<FlowPath> path(int place, Diagnosis diagnosis) {
    Optional<ProbeOutcome> probe =
        diagnosis.explains().stream()
            .map(probes::get)
            .filter(each -> each != null)
            .min(byTelling(diagnosis, trial.of(fix(diagnosis))));
    if (probe.isEmpty()) {
      return Optional.empty();
    }
    String id = probe.get().id();
    Optional<Walker.Result> walked = Derivation.walk(captured, id);
    if (walked.isEmpty() || walked.get().steps().isEmpty()) {
      return Optional.empty();
    }
    boolean lost = walked.get().loss().isPresent();
    List<PathHop> hops = PathHops.of(walked.get());
    // The model takes the wire for granted; a cause that lies there is told by what no line
    // decides, or by the capture that saw the packet leave.
    boolean wire =
        !lost && probe.get().decidedBy().map(diagnosis.evidence()::contains).orElse(true);
    Optional<List<PathHop>> onWire = wire ? lostOnTheWire(hops, diagnosis) : Optional.empty();
    if (!lost && onWire.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FlowPath(place, id, onWire.orElse(hops), lost ? mended(diagnosis, id) : List.of()));
  }

  /** Best a probe that the proving line loses and the fix mends, between two nodes, of a pod. */
  private static Comparator<ProbeOutcome> byTelling(
      Diagnosis diagnosis, Optional<Trial.Outcome> tried) {
    Optional<Evidence> proof = diagnosis.evidence().stream().findFirst();
    Set<String> mended = tried.map(Trial.Outcome::fixed).orElse(Set.of());
    return Comparator.comparing((ProbeOutcome probe) -> !probe.decidedBy().equals(proof))
        .thenComparing(probe -> !mended.contains(probe.id()))
        .thenComparing(probe -> probe.node().equals(probe.targetNode()))
        .thenComparing(probe -> !probe.kind().contains("pod"))
        .thenComparing(ProbeOutcome::id);
  }

  private static List<RemedyStep> fix(Diagnosis diagnosis) {
    return diagnosis.remedy().stream().filter(step -> step.kind() == StepKind.FIX).toList();
  }

  private List<PathHop> mended(Diagnosis diagnosis, String probe) {
    return trial
        .of(fix(diagnosis))
        .flatMap(outcome -> trial.mended(fix(diagnosis)))
        .flatMap(facts -> Derivation.walk(facts, probe))
        .filter(result -> result.loss().isEmpty())
        .map(PathHops::of)
        .orElse(List.of());
  }

  private static Optional<List<PathHop>> lostOnTheWire(List<PathHop> hops, Diagnosis diagnosis) {
    if (!diagnosis.id().startsWith("vxlan-blocked") && !diagnosis.id().startsWith("underlay")) {
      return Optional.empty();
    }
    for (int i = 0; i < hops.size(); i++) {
      PathHop hop = hops.get(i);
      if (hop.stage().equals("wire")) {
        List<PathHop> way = new ArrayList<>(hops.subList(0, i));
        way.add(
            new PathHop(
                hop.direction(),
                "",
                "",
                "wire",
                hop.detail(),
                "lost",
                diagnosis.evidence().stream().findFirst()));
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }
}
