package io.coldtrace.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the rules matched, to be said in any language. */
public final class Judged {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .thenComparing(Finding::ruleId)
          .thenComparing(finding -> String.join("\n", finding.nodes()))
          .thenComparing(finding -> finding.evidence().toString())
          .thenComparing(Finding::message);

  private final List<Verdict> verdicts;

  Judged(List<Verdict> verdicts) {
    this.verdicts = verdicts;
  }

  /** The findings, the worst first, and what was not evaluated. */
  public Findings in(Language language) {
    List<Finding> found = new ArrayList<>();
    List<NotEvaluated> notEvaluated = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      Missing missing = new Missing(verdict.missing);
      for (List<Judgement.Match> matches : verdict.groups) {
        try {
          found.add(new FindingWriter(verdict.rule.whole(), language, matches).write());
        } catch (RuleFailure failure) {
          missing.failed(matches.get(0).node(), failure);
        }
      }
      notEvaluated.addAll(missing.of(verdict.rule.summary().id()));
    }
    return new Findings(found.stream().sorted(ORDER).toList(), List.copyOf(notEvaluated));
  }

  /** What one rule says: matches that make one finding each, and what it lacked, by node. */
  record Verdict(CatalogRule rule, List<List<Judgement.Match>> groups, Missing missing) {
    Verdict(CatalogRule rule) {
      this(rule, new ArrayList<>(), new Missing());
    }
  }

  /** What is missing on each node; a failure costs what it failed on. */
  static final class Missing {
    private final SortedMap<String, SortedSet<String>> byNode = new TreeMap<>();

    Missing() {}

    Missing(Missing other) {
      other.byNode.forEach(this::add);
    }

    void add(String node, Collection<String> what) {
      byNode.computeIfAbsent(node, key -> new TreeSet<>()).addAll(what);
    }

    void failed(String node, RuleFailure failure) {
      add(node, List.of("error: " + failure.getMessage()));
    }

    List<NotEvaluated> of(String id) {
      return byNode.entrySet().stream()
          .map(entry -> new NotEvaluated(id, entry.getKey(), List.copyOf(entry.getValue())))
          .toList();
    }
  }
}
