package io.coldtrace.analyzer;

import io.coldtrace.analyzer.archive.EvidenceText;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.derive.Derivation;
import io.coldtrace.analyzer.diagnose.ReportBuilder;
import io.coldtrace.analyzer.page.CapturedTexts;
import io.coldtrace.analyzer.page.ExhibitsBuilder;
import io.coldtrace.analyzer.remedy.Trial;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.report.BilingualPage;
import io.coldtrace.report.ClearRule;
import io.coldtrace.report.Exhibits;
import io.coldtrace.report.Report;
import io.coldtrace.report.ReportPage;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.Findings;
import io.coldtrace.rules.Judged;
import io.coldtrace.rules.Language;
import io.coldtrace.rules.RuleCatalog;
import io.coldtrace.rules.RuleSummary;
import io.coldtrace.rules.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The pipeline: read, parse, derive, judge, diagnose, report. */
public final class Analysis {
  private Analysis() {}

  /** No input could be read; what stood in the way is in the message, a line each. */
  public static final class NothingToReadException extends Exception {
    private static final long serialVersionUID = 1;

    NothingToReadException(String message) {
      super(message);
    }
  }

  /**
   * Analyzes the inputs as one cluster.
   *
   * @param catalog may still be loading while the inputs are read
   * @param progress is told each stage, in words
   * @throws NothingToReadException if not one file could be read
   */
  public static BilingualPage analyze(
      Inputs inputs,
      CompletableFuture<RuleCatalog> catalog,
      Language language,
      Consumer<String> progress)
      throws NothingToReadException {
    progress.accept("reading");
    Snapshot snapshot =
        Snapshot.read(
            inputs, Limits.DEFAULT, capture -> progress.accept("reading " + capture.node()));
    if (snapshot.files().isEmpty()) {
      StringBuilder message = new StringBuilder("nothing to read");
      snapshot
          .problems()
          .forEach(p -> message.append("\n  ").append(p.input()).append(": ").append(p.what()));
      throw new NothingToReadException(message.toString());
    }
    progress.accept("walking packets through " + snapshot.captures().size() + " nodes");
    List<Fact> captured = snapshot.facts();
    FactBase facts = FactBase.of(Derivation.of(captured));
    progress.accept("judging");
    RuleCatalog rules = catalog.join();
    Judged judged = rules.judge(facts);
    Findings findings = judged.in(language);
    Set<Source> sources = ReportBuilder.sources(facts, findings, snapshot);
    sources.addAll(CapturedTexts.wanted(snapshot));
    EvidenceText text = EvidenceText.read(inputs, Limits.DEFAULT, snapshot, sources);
    progress.accept("trying remedies on the model");
    Trial trial = new Trial(captured, facts.all(Walk.class), facts.all(Probe.class));
    ReportBuilder builder = new ReportBuilder(facts, snapshot, text, trial, language);
    Report report = builder.report(findings);
    Exhibits exhibits = ExhibitsBuilder.of(report, facts, captured, trial, snapshot, text);
    Language second = language == Language.ENGLISH ? Language.CHINESE : Language.ENGLISH;
    Findings otherFindings = judged.in(second);
    ReportBuilder otherBuilder = new ReportBuilder(facts, snapshot, text, trial, second);
    return new BilingualPage(
        page(builder, report, findings, rules, exhibits),
        page(otherBuilder, otherBuilder.report(otherFindings), otherFindings, rules, exhibits));
  }

  private static ReportPage page(
      ReportBuilder builder,
      Report report,
      Findings findings,
      RuleCatalog rules,
      Exhibits exhibits) {
    return new ReportPage(
        report,
        builder.locale(),
        builder.excerpts(report),
        clear(rules, findings),
        titles(rules, builder.language()),
        version(),
        exhibits);
  }

  private static List<ClearRule> clear(RuleCatalog rules, Findings findings) {
    Map<String, ClearRule> clear = new TreeMap<>();
    for (RuleSummary rule : rules.rules()) {
      boolean breaksTraffic = rule.severity().compareTo(Severity.ERROR) <= 0;
      clear.put(rule.id(), new ClearRule(rule.id(), breaksTraffic));
    }
    findings.found().forEach(finding -> clear.remove(finding.ruleId()));
    findings.notEvaluated().forEach(each -> clear.remove(each.ruleId()));
    return List.copyOf(clear.values());
  }

  private static Map<String, String> titles(RuleCatalog rules, Language language) {
    Map<String, String> titles = new TreeMap<>();
    for (RuleSummary rule : rules.rules()) {
      titles.put(rule.id(), rule.titles().get(language));
    }
    return titles;
  }

  /** Coldtrace's own version. */
  public static String version() {
    String version = Analysis.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
