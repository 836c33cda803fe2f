package io.coldtrace.analyzer.diagnose;

import io.coldtrace.analyzer.remedy.Trial;
import io.coldtrace.analyzer.remedy.Trial.Outcome;
import io.coldtrace.facts.derived.UnderlayBlock;
import io.coldtrace.facts.derived.UnexplainedLoss;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.report.Confidence;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.StepKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** How sure each cause is, now that its remedy was tried on the model. */
final class Proofs {
  private static final Set<StepKind> OF_A_REMEDY =
      EnumSet.of(StepKind.FIX, StepKind.PERSIST, StepKind.UNDO);

  private final FactBase facts;
  private final Trial trial;
  private final Counters counters;
  private final List<Cause> causes;

  /** Of these causes of one diagnosis, tried on the model that they were found on. */
  Proofs(FactBase facts, Trial trial, List<Cause> causes) {
    this.facts = facts;
    this.trial = trial;
    this.counters = new Counters(facts);
    this.causes = causes.stream().filter(cause -> !cause.explains().isEmpty()).toList();
  }

  /** What the rules counted while the probes ran. */
  Counters counters() {
    return counters;
  }

  /** What the remedy does to the probes; empty if the model cannot know. */
  Optional<Outcome> outcome(List<RemedyStep> steps) {
    return trial.of(steps.stream().filter(step -> step.kind() == StepKind.FIX).toList());
  }

  /**
   * Whether the model loses any of the probes that a cause explains, or a remedy leads them around
   * what lost them. Of what it delivers all along, lost by what no file shows, a remedy that is
   * tried on it says nothing.
   */
  boolean foretells(Cause cause, Outcome outcome) {
    return cause.explains().isEmpty()
        || !Collections.disjoint(cause.explains(), outcome.fixed())
        || facts.all(Walk.class).stream()
            .anyMatch(walk -> !walk.delivered() && cause.explains().contains(walk.flow()));
  }

  /** The remedy as it may be offered: one that was tried and mends nothing is none. */
  List<RemedyStep> offered(Cause cause) {
    Optional<Outcome> alone = outcome(cause.finding().remedy());
    boolean useless =
        alone.isPresent() && decides(cause) && alone.get().fixed().isEmpty() && !adds(cause);
    return cause.finding().remedy().stream()
        .filter(step -> !useless || !OF_A_REMEDY.contains(step.kind()))
        .toList();
  }

  /**
   * Confirmed where the model loses the very probes that were lost, by a line of this cause, and
   * delivers them once the remedy is applied; where another cause loses them as well, once both
   * are. A cause is but a lead where the step that would decide it was not seen: the receiver's
   * capture is missing, or nothing shows that the packets came as far as the node.
   */
  Confidence confidence(Cause cause) {
    if (decides(cause) && cause.contradicts().isEmpty() && !unmet(cause) && mends(cause)) {
      return Confidence.CONFIRMED;
    }
    boolean lead =
        cause.finding().subjects().stream()
            .anyMatch(
                fact ->
                    (fact instanceof UnderlayBlock block && !block.proven())
                        || (fact instanceof UnexplainedLoss loss && !loss.arrived()));
    return lead ? Confidence.POSSIBLE : Confidence.PROBABLE;
  }

  /** The rule that is to have stopped the probes counted no packet while they ran. */
  private boolean unmet(Cause cause) {
    return cause.finding().evidence().stream()
        .limit(1)
        .anyMatch(proof -> counters.moved(proof).equals(OptionalLong.of(0)));
  }

  /** Every probe that it explains is lost in the model, by a line of its evidence. */
  private boolean decides(Cause cause) {
    return !cause.explains().isEmpty()
        && LostFlows.by(cause.finding(), facts).failed().containsAll(cause.explains());
  }

  private boolean mends(Cause cause) {
    Optional<Outcome> alone = outcome(cause.finding().remedy());
    if (alone.isEmpty()) {
      return false;
    }
    Set<String> left = new TreeSet<>(cause.explains());
    left.removeAll(alone.get().fixed());
    if (left.isEmpty()) {
      return true;
    }
    Optional<Outcome> together = trial.of(allFixes(Optional.empty()));
    return (adds(cause) || !alone.get().fixed().isEmpty())
        && together.map(outcome -> outcome.fixed().containsAll(left)).orElse(false);
  }

  /** With the remedies of all other causes this one mends more than they do without it. */
  private boolean adds(Cause cause) {
    Optional<Outcome> all = trial.of(allFixes(Optional.empty()));
    Optional<Outcome> others = trial.of(allFixes(Optional.of(cause)));
    int without = others.map(outcome -> outcome.fixed().size()).orElse(0);
    return all.map(outcome -> outcome.fixed().size() > without).orElse(false);
  }

  /** The steps of all causes, but for one, that the model can try. */
  private List<RemedyStep> allFixes(Optional<Cause> without) {
    List<RemedyStep> steps = new ArrayList<>();
    for (Cause cause : causes) {
      boolean tried = without.filter(cause::equals).isEmpty() && trial.of(cause.fix()).isPresent();
      if (tried) {
        cause.fix().stream().filter(step -> !steps.contains(step)).forEach(steps::add);
      }
    }
    return steps;
  }
}
