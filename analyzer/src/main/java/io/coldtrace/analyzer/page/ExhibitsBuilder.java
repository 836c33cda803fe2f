package io.coldtrace.analyzer.page;

import io.coldtrace.analyzer.archive.EvidenceText;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.remedy.Trial;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.SysctlOrigin;
import io.coldtrace.report.Exhibits;
import io.coldtrace.report.Report;
import io.coldtrace.rules.FactBase;
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
        new LoadChains(captured).of(report, facts.all(SysctlOrigin.class)),
        new RuleTrails(facts).of(report),
        new NodeComparison(facts, report).facts(),
        new Timeline(facts).events(),
        Overlays.of(facts, report),
        texts.excerpts(report),
        texts.unshown());
  }
}
