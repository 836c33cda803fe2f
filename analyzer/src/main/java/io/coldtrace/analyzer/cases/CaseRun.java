package io.coldtrace.analyzer.cases;

import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.derive.Derivation;
import io.coldtrace.facts.Fact;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.Finding;
import io.coldtrace.rules.Findings;
import io.coldtrace.rules.Judged;
import io.coldtrace.rules.Language;
import io.coldtrace.rules.RuleCase;
import io.coldtrace.rules.RuleCatalog;
import io.coldtrace.rules.RuleIssue;
import io.coldtrace.rules.RuleSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A case put through the real parsers, derivations and walks, and judged by its rule. What proves
 * nothing is a mistake as well: a text that nothing reads, or a clear verdict over no fact.
 */
final class CaseRun {
  private static final String DERIVED = ".derived";

  private final RuleCase given;
  private final CaseTexts texts;
  private final List<String> mistakes = new ArrayList<>();

  private CaseRun(RuleCase given) {
    this.given = given;
    this.texts = new CaseTexts(given);
    mistakes.addAll(texts.mistakes());
  }

  /**
   * What is not as the case expects.
   *
   * @param known files that other cases hold as well, read
   */
  static List<RuleIssue> issues(
      RuleCase given, RuleCatalog catalog, Map<Member, ParsedFile> known) {
    CaseRun run = new CaseRun(given);
    Optional<RuleSummary> rule = catalog.summary(given.rule());
    if (rule.isEmpty()) {
      run.mistakes.add("the rule has mistakes, or there is none");
    } else if (run.mistakes.isEmpty()) {
      run.judge(catalog.only(given.rule()), rule.get(), known);
    }
    return run.mistakes.stream().map(given::issue).toList();
  }

  private void judge(RuleCatalog rule, RuleSummary summary, Map<Member, ParsedFile> known) {
    Snapshot snapshot = Snapshot.of(texts.members(), known);
    snapshot.files().forEach(this::requireUnderstood);
    FactBase facts = FactBase.of(Derivation.of(snapshot.facts()));
    Judged judged = rule.judge(facts);
    Findings english = judged.in(Language.ENGLISH);
    Findings chinese = judged.in(Language.CHINESE);
    if (!english.notEvaluated().equals(chinese.notEvaluated())) {
      mistakes.add("the translation fails: " + chinese.notEvaluated());
    }
    switch (given.expected()) {
      case FIRES -> requireFinding(english);
      case CLEAR -> requireClear(english, summary, facts);
      case NOT_EVALUATED -> requireMissing(english);
    }
  }

  /** A case's own text is understood to the last line. */
  private void requireUnderstood(ParsedFile file) {
    boolean own = given.nodes().getOrDefault(file.node(), Map.of()).containsKey(file.path());
    if (own && !file.unrecognized().isEmpty()) {
      mistakes.add(file.path() + ": these lines are not understood: " + file.unrecognized());
    }
  }

  private void requireFinding(Findings findings) {
    requireNoError(findings);
    if (findings.found().isEmpty()) {
      mistakes.add("does not fire" + because(findings));
      return;
    }
    List<String> told = new ArrayList<>();
    for (Finding finding : findings.found()) {
      List<String> evidence = finding.evidence().stream().map(texts::line).toList();
      Optional<String> wrong = wrong(finding, evidence);
      if (wrong.isEmpty()) {
        return;
      }
      told.add(wrong.get());
    }
    mistakes.addAll(told);
  }

  private Optional<String> wrong(Finding finding, List<String> evidence) {
    if (given.evidence().isEmpty()) {
      // That the case names no line is told where it was read.
      return Optional.empty();
    }
    if (evidence.isEmpty() || !isSame(given.evidence().get(0), evidence.get(0))) {
      return Optional.of(
          "its first evidence is not '" + given.evidence().get(0) + "': " + evidence);
    }
    for (String line : given.evidence()) {
      if (evidence.stream().noneMatch(actual -> isSame(line, actual))) {
        return Optional.of("its evidence lacks '" + line + "': " + evidence);
      }
    }
    List<String> culprits = given.culprits().orElse(finding.nodes());
    return new TreeSet<>(culprits).equals(new TreeSet<>(finding.nodes()))
        ? Optional.empty()
        : Optional.of("its nodes are " + finding.nodes() + ", not " + culprits);
  }

  /** Whether a line is the expected one; {@code …} stands for any text. */
  private static boolean isSame(String expected, String actual) {
    String[] parts = expected.strip().split("…", -1);
    if (parts.length == 1) {
      return actual.equals(parts[0]);
    }
    int at = 0;
    for (String part : parts) {
      at = actual.indexOf(part, at);
      if (at < 0) {
        return false;
      }
      at += part.length();
    }
    return actual.startsWith(parts[0]) && actual.endsWith(parts[parts.length - 1]);
  }

  private void requireClear(Findings findings, RuleSummary rule, FactBase facts) {
    requireNoError(findings);
    findings.found().forEach(finding -> mistakes.add("fires: " + finding.message()));
    if (!findings.notEvaluated().isEmpty()) {
      mistakes.add("is not clear" + because(findings));
    }
    Optional<Class<? extends Fact>> type =
        rule.range().filter(range -> !range.getPackageName().endsWith(DERIVED));
    if (type.isPresent() && facts.all(type.get()).isEmpty()) {
      mistakes.add("proves nothing: it has no " + type.get().getSimpleName());
    }
  }

  private void requireMissing(Findings findings) {
    requireNoError(findings);
    findings.found().forEach(finding -> mistakes.add("fires: " + finding.message()));
    List<String> missing =
        findings.notEvaluated().stream().flatMap(n -> n.missing().stream()).distinct().toList();
    if (!new TreeSet<>(missing).equals(new TreeSet<>(given.missing()))) {
      mistakes.add("what is missing is " + missing + ", not " + given.missing());
    }
  }

  private void requireNoError(Findings findings) {
    findings.notEvaluated().stream()
        .flatMap(each -> each.missing().stream())
        .filter(what -> what.startsWith("error: "))
        .forEach(mistakes::add);
  }

  private static String because(Findings findings) {
    return findings.notEvaluated().isEmpty()
        ? ""
        : "; missing: "
            + findings.notEvaluated().stream().map(n -> n.node() + n.missing()).toList();
  }
}
