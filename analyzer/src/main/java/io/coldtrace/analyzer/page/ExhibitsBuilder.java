package io.coldtrace.analyzer.page;

import io.coldtrace.analyzer.archive.EvidenceText;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.remedy.Trial;
import io.coldtrace.facts.Fact;
import io.coldtrace.report.Effect;
import io.coldtrace.report.Exhibits;
import io.coldtrace.report.Report;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.StepKind;
import java.util.ArrayList;
import java.util.List;

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
        effects(report, trial));
  }

  /** What each fix that the model can try does to it. */
  private static List<Effect> effects(Report report, Trial trial) {
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < report.diagnoses().size(); i++) {
      int place = i;
      List<RemedyStep> fix =
          report.diagnoses().get(i).remedy().stream()
              .filter(step -> step.kind() == StepKind.FIX)
              .toList();
      trial.of(fix).map(outcome -> effect(place, outcome)).ifPresent(effects::add);
    }
    return effects;
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
