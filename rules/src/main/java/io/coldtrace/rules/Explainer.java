package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges by one rule, and keeps how each condition came out. */
final class Explainer {
  private final Rule whole;
  private final RuleHead rule;
  private final FactBase facts;

  Explainer(Rule rule, FactBase facts) {
    this.whole = rule;
    this.rule = rule.head();
    this.facts = facts;
  }

  Explanation explanation() {
    List<NotEvaluated> missing =
        new Judgement(facts).of(List.of(CatalogRule.of(whole))).in(Language.ENGLISH).notEvaluated();
    String range =
        rule.type().map(type -> type.getSimpleName() + " as " + rule.variable()).orElse("cluster");
    Set<String> blind = missing.stream().map(NotEvaluated::node).collect(Collectors.toSet());
    List<Explanation.Judged> judged = new ArrayList<>();
    int leftOut = 0;
    if (rule.type().isEmpty()) {
      judged.add(judged("", Source.NONE, Scope.of(facts)));
      return new Explanation(range, missing, 0, judged);
    }
    for (Fact fact : facts.all(rule.type().get())) {
      Scope scope = Scope.of(facts).with(rule.variable(), fact);
      if (rule.where().isPresent() && !holds(rule.where().get(), scope)) {
        leftOut++;
      } else if (!blind.contains(fact.source().node()) && !blind.contains("")) {
        judged.add(judged(ExpressionParts.shown(fact), fact.source(), scope));
      }
    }
    return new Explanation(range, missing, leftOut, judged);
  }

  private Explanation.Judged judged(String fact, Source source, Scope scope) {
    return new Explanation.Judged(
        fact, source, holds(rule.when(), scope), rule.when().parts(scope));
  }

  /** An expression that fails does not hold; its parts tell why. */
  private static boolean holds(Expression expression, Scope scope) {
    try {
      return expression.holds(scope);
    } catch (RuleFailure failure) {
      return false;
    }
  }
}
