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
import java.util.LinkedHashMap;
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

  /** Of each kind of probe the most telling, until one has a way to draw. */
  private Optional<FlowPath> path(int place, Diagnosis diagnosis) {
    Map<String, ProbeOutcome> ofEachKind = new LinkedHashMap<>();
    diagnosis.explains().stream()
        .map(probes::get)
        .filter(each -> each != null)
        .sorted(byTelling(diagnosis, trial.of(fix(diagnosis))))
        .forEach(probe -> ofEachKind.putIfAbsent(probe.kind(), probe));
    return ofEachKind.values().stream()
        .limit(MOST)
        .flatMap(probe -> path(place, diagnosis, probe).stream())
        .findFirst();
  }

  private Optional<FlowPath> path(int place, Diagnosis diagnosis, ProbeOutcome probe) {
    String id = probe.id();
    Optional<Walker.Result> walked = Derivation.walk(captured, id);
    if (walked.isEmpty() || walked.get().steps().isEmpty()) {
      return Optional.empty();
    }
    List<PathHop> hops = PathHops.of(walked.get());
    if (walked.get().loss().isPresent()) {
      return Optional.of(new FlowPath(place, id, hops, mended(diagnosis, id)));
    }
    // The model takes the wire for granted; a cause that lies there is told by what no line
    // decides, or by the capture that saw the packet leave.
    boolean wire = probe.decidedBy().map(diagnosis.evidence()::contains).orElse(true);
    return (wire ? lostOnTheWire(hops, diagnosis) : Optional.<List<PathHop>>empty())
        .or(() -> outOfSight(hops, diagnosis))
        .map(way -> new FlowPath(place, id, way, List.of()));
  }

  /**
   * Where a node takes packets that nothing on it is seen to lose: its stations are taken for
   * granted.
   */
  private static Optional<List<PathHop>> outOfSight(List<PathHop> hops, Diagnosis diagnosis) {
    if (!diagnosis.id().equals("agent-kernel-hook") || diagnosis.nodes().size() != 1) {
      return Optional.empty();
    }
    String node = diagnosis.nodes().get(0);
    List<PathHop> way = new ArrayList<>();
    for (PathHop hop : hops) {
      boolean there = hop.node().equals(node);
      if (there && hop.stage().equals("arrived")) {
        way.add(
            new PathHop(
                hop.direction(),
                node,
                hop.pod(),
                "unseen",
                "unseen",
                "unknown",
                diagnosis.evidence().stream().findFirst()));
        return Optional.of(way);
      }
      String state = there ? "assumed" : hop.state();
      way.add(
          new PathHop(
              hop.direction(), hop.node(), hop.pod(), hop.stage(), hop.detail(), state, hop.by()));
    }
    return Optional.empty();
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
