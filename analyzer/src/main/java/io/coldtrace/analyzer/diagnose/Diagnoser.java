package io.coldtrace.analyzer.diagnose;

import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.HostFirewall;
import io.coldtrace.facts.derived.PacketLoss;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.report.Verdict;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.Finding;
import io.coldtrace.rules.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** From many findings to the few causes that explain the failed probes, the most likely first. */
public final class Diagnoser {
  private static final Comparator<Cause> BY_WEIGHT =
      Comparator.comparing(Cause::severity)
          .thenComparing(cause -> -cause.explains().size())
          .thenComparing(cause -> cause.finding().ruleId())
          .thenComparing(cause -> cause.finding().nodes().toString());

  private final FactBase facts;
  private final NavigableSet<String> failed = new TreeSet<>();

  private Diagnoser(FactBase facts) {
    this.facts = facts;
    facts.all(Probe.class).stream().filter(Probe::failed).forEach(probe -> failed.add(probe.id()));
  }

  /** Weighs the findings against the facts that they were made from. */
  public static Diagnosis diagnose(FactBase facts, List<Finding> findings) {
    return new Diagnoser(facts).diagnose(findings);
  }

  private Diagnosis diagnose(List<Finding> findings) {
    List<Cause> specific = withoutGeneral(findings.stream().map(this::weigh).toList());
    List<Cause> ordered = order(SameFault.united(specific));
    NavigableSet<String> unexplained = new TreeSet<>(failed);
    ordered.forEach(cause -> unexplained.removeAll(cause.explains()));
    return new Diagnosis(verdict(ordered, unexplained), ordered, unexplained);
  }

  private Cause weigh(Finding finding) {
    NavigableSet<String> explains = new TreeSet<>(finding.explains());
    NavigableSet<String> contradicts = new TreeSet<>();
    LostFlows lost = LostFlows.by(finding, facts);
    explains.addAll(lost.failed());
    contradicts.addAll(lost.passed());
    explains.retainAll(failed);
    // What breaks nothing now is a risk, however bad it is where it bites.
    boolean harmless = explains.isEmpty() && !lost.any();
    Severity severity =
        harmless && finding.severity().compareTo(Severity.WARNING) < 0
            ? Severity.WARNING
            : finding.severity();
    return new Cause(finding, severity, explains, contradicts, List.of());
  }

  /** A general finding that a more specific one on the same node stands for is listed under it. */
  private static List<Cause> withoutGeneral(List<Cause> causes) {
    List<Cause> specific = new ArrayList<>();
    Set<Cause> covered = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Cause cause : causes) {
      List<String> under = new ArrayList<>();
      NavigableSet<String> explains = new TreeSet<>(cause.explains());
      for (Cause other : causes) {
        if (cause.finding().under().contains(other.finding().ruleId())
            && sameNode(cause.finding(), other.finding())
            && standsFor(cause.finding(), other.finding())) {
          covered.add(other);
          explains.addAll(other.explains());
          if (!under.contains(other.finding().ruleId())) {
            under.add(other.finding().ruleId());
          }
        }
      }
      specific.add(
          new Cause(cause.finding(), cause.severity(), explains, cause.contradicts(), under));
    }
    List<Cause> kept = new ArrayList<>();
    for (int i = 0; i < causes.size(); i++) {
      if (!covered.contains(causes.get(i))) {
        kept.add(specific.get(i));
      }
    }
    return kept;
  }

  /** Where both are about lines that lose packets, another line is a fault of its own. */
  private static boolean standsFor(Finding specific, Finding general) {
    boolean lines =
        general.subjects().stream().anyMatch(PacketLoss.class::isInstance)
            && specific.subjects().stream()
                .anyMatch(fact -> fact instanceof PacketLoss || fact instanceof HostFirewall);
    return !lines || !Collections.disjoint(specific.evidence(), general.evidence());
  }

  private static boolean sameNode(Finding one, Finding other) {
    return one.nodes().isEmpty()
        || other.nodes().isEmpty()
        || !Collections.disjoint(one.nodes(), other.nodes());
  }

  /**
   * First the fewest causes that explain the failed probes, each time the one that explains most;
   * then the rest.
   */
  private List<Cause> order(List<Cause> causes) {
    List<Cause> left = new ArrayList<>(causes);
    List<Cause> ordered = new ArrayList<>();
    NavigableSet<String> open = new TreeSet<>(failed);
    while (!open.isEmpty()) {
      Optional<Cause> best =
          left.stream()
              .filter(cause -> !Collections.disjoint(cause.explains(), open))
              .min(
                  Comparator.comparingLong((Cause cause) -> -count(cause.explains(), open))
                      .thenComparing(BY_WEIGHT));
      if (best.isEmpty()) {
        break;
      }
      left.remove(best.get());
      ordered.add(best.get());
      open.removeAll(best.get().explains());
    }
    left.sort(BY_WEIGHT);
    ordered.addAll(left);
    // An explanation that harms nothing (ping forbidden) is no root cause, whatever it explains.
    ordered.sort(Comparator.comparing(cause -> cause.severity().compareTo(Severity.ERROR) > 0));
    return ordered;
  }

  private static long count(NavigableSet<String> explains, NavigableSet<String> open) {
    return explains.stream().filter(open::contains).count();
  }

  private Verdict verdict(List<Cause> causes, NavigableSet<String> unexplained) {
    boolean problem =
        causes.stream().anyMatch(cause -> cause.severity().compareTo(Severity.ERROR) <= 0);
    if (problem) {
      return Verdict.PROBLEM;
    }
    boolean probed = facts.all(Probe.class).stream().anyMatch(Probe::ok);
    Set<String> unseen = new TreeSet<>(UnseenNodes.withoutManifest(facts));
    unseen.addAll(UnseenNodes.withoutCapture(facts));
    boolean walked = facts.all(Walk.class).stream().anyMatch(Walk::delivered);
    boolean seen = (probed || walked) && unseen.isEmpty();
    return unexplained.isEmpty() && seen ? Verdict.HEALTHY : Verdict.INCONCLUSIVE;
  }
}
