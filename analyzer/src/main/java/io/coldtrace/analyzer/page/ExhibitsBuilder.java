package io.coldtrace.analyzer.page;

import io.coldtrace.analyzer.archive.EvidenceText;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.remedy.Trial;
import io.coldtrace.facts.Fact;
import io.coldtrace.report.Diagnosis;
import io.coldtrace.report.Effect;
import io.coldtrace.report.Exhibits;
import io.coldtrace.report.Report;
import io.coldtrace.report.Verification;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.Severity;
import io.coldtrace.rules.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what the page shows beside the report. */
public final class ExhibitsBuilder {
  private ExhibitsBuilder() {}

  /**
   * The exhibits of a report, the same whatever its language.
   *
   * @param captured what the nodes said, from which walks are repeated step by step
   */
  public static Exhibits of(
      Report report,
      FactBase facts,
      List<Fact> captured,
      Trial trial,
      Snapshot snapshot,
      EvidenceText text) {
    CapturedTexts texts = new CapturedTexts(snapshot, text);
    return new Exhibits(
        new FlowPaths(report, captured, trial).paths(),
        new LoadChains(facts, captured).of(report),
        new RuleTrails(facts).of(report),
        new NodeComparison(facts, report).facts(),
        new Timeline(facts).events(),
        Overlays.of(facts, report),
        texts.excerpts(report),
        texts.unshown(),
        effects(report, trial),
        together(report, trial));
  }

  /** What each fix that the model can try does to it. */
  private static List<Effect> effects(Report report, Trial trial) {
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < report.diagnoses().size(); i++) {
      int place = i;
      trial
          .of(fix(report.diagnoses().get(i)))
          .map(outcome -> effect(place, outcome))
          .ifPresent(effects::add);
    }
    return effects;
  }

  private static List<RemedyStep> fix(Diagnosis diagnosis) {
    return diagnosis.remedy().stream().filter(step -> step.kind() == StepKind.FIX).toList();
  }

  /** One cause may hide behind another: what is lost twice passes once both are mended. */
  private static Optional<Verification> together(Report report, Trial trial) {
    List<List<RemedyStep>> fixes =
        report.diagnoses().stream()
            .filter(diagnosis -> diagnosis.severity().compareTo(Severity.ERROR) <= 0)
            .map(ExhibitsBuilder::fix)
            .toList();
    if (fixes.size() < 2 || fixes.contains(List.<RemedyStep>of())) {
      return Optional.empty();
    }
    return trial.of(fixes.stream().flatMap(List::stream).toList()).map(Trial.Outcome::counted);
  }

  private static Effect effect(int place, Trial.Outcome outcome) {
    return new Effect(
        place,
        List.copyOf(outcome.broken()),
        outcome.unprobed().walked(),
        outcome.unprobed().mended(),
        List.copyOf(outcome.unprobed().broken()));
  }
}
