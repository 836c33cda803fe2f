package io.coldtrace.analyzer.diagnose;

import io.coldtrace.analyzer.derive.Derivation;
import io.coldtrace.analyzer.remedy.Trial;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.report.Confidence;
import io.coldtrace.report.Verdict;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.Finding;
import io.coldtrace.rules.Language;
import io.coldtrace.rules.RuleCatalog;
import io.coldtrace.rules.Severity;
import java.util.List;

/**
 * What a diagnosis comes to, without its words: the verdict, and what breaks traffic where, how
 * surely.
 *
 * @param causes those of severity error and critical, the most likely first
 */
public record Essence(Verdict verdict, List<Named> causes) {
  public Essence {
    causes = List.copyOf(causes);
  }

  /** A cause. */
  public record Named(String id, Severity severity, List<String> nodes, Confidence confidence) {}

  /** The diagnosis of what nodes said. */
  public static Essence of(List<Fact> captured, RuleCatalog rules) {
    return of(captured, Derivation.of(captured), rules);
  }

  /**
   * The same where it is known what follows from it.
   *
   * @param derived what {@link Derivation} makes of the first
   */
  public static Essence of(List<Fact> captured, List<Fact> derived, RuleCatalog rules) {
    FactBase facts = FactBase.of(derived);
    Diagnosis diagnosis = Diagnoser.diagnose(facts, rules.judge(facts, Language.ENGLISH).found());
    Trial trial = new Trial(captured, facts.all(Walk.class), facts.all(Probe.class));
    Proofs proofs = new Proofs(facts, trial, diagnosis.causes());
    return new Essence(
        diagnosis.verdict(),
        diagnosis.causes().stream()
            .filter(cause -> cause.severity().compareTo(Severity.ERROR) <= 0)
            .map(cause -> named(cause, proofs.confidence(cause)))
            .toList());
  }

  private static Named named(Cause cause, Confidence confidence) {
    Finding finding = cause.finding();
    return new Named(finding.ruleId(), cause.severity(), finding.nodes(), confidence);
  }
}
