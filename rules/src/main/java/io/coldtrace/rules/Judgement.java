package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rules applied to the facts of a snapshot. */
final class Judgement {
  private final FactBase facts;

  Judgement(FactBase facts) {
    this.facts = facts;
  }

  Judged of(List<CatalogRule> rules) {
    return new Judged(rules.parallelStream().map(this::judge).toList());
  }

  private Judged.Verdict judge(CatalogRule rule) {
    Judged.Verdict verdict = new Judged.Verdict(rule);
    List<String> absent = missing(rule.head(), true, "");
    if (!absent.isEmpty()) {
      verdict.missing().add("", absent);
    } else if (rule.head().type().isEmpty()) {
      judgeCluster(rule.head(), verdict);
    } else {
      judgeFacts(rule, rule.head().type().get(), verdict);
    }
    return verdict;
  }

  private void judgeCluster(RuleHead rule, Judged.Verdict verdict) {
    try {
      Scope scope = Scope.of(facts);
      if (rule.when().holds(scope)) {
        verdict.groups().add(List.of(new Match(List.of(), "", scope)));
      }
    } catch (RuleFailure failure) {
      verdict.missing().failed("", failure);
    }
  }

  private void judgeFacts(CatalogRule rule, Class<? extends Fact> type, Judged.Verdict verdict) {
    RuleHead head = rule.head();
    if (facts.all(type).isEmpty() && head.needs().isEmpty()) {
      verdict.missing().add("", List.of("fact " + type.getSimpleName()));
      return;
    }
    Set<String> blind = blindNodes(head, verdict);
    Optional<List<? extends Fact>> lookedUp = head.lookup().flatMap(is -> facts.having(type, is));
    Optional<Expression> where = lookedUp.isPresent() ? Optional.empty() : head.where();
    List<Match> matched = new ArrayList<>();
    for (Fact fact : lookedUp.orElseGet(() -> facts.all(type))) {
      if (!blind.contains(fact.source().node())) {
        match(head, where, fact, verdict).ifPresent(matched::add);
      }
    }
    if (!matched.isEmpty()) {
      matched.sort(Comparator.comparing(match -> match.subjects().get(0).source()));
      group(rule.whole().group(), matched, verdict);
    }
  }

  /** The nodes that lack what the rule needs there. */
  private Set<String> blindNodes(RuleHead rule, Judged.Verdict verdict) {
    Set<String> blind = new TreeSet<>();
    for (String node : facts.nodes()) {
      List<String> absent = missing(rule, false, node);
      if (!absent.isEmpty()) {
        blind.add(node);
        verdict.missing().add(node, absent);
      }
    }
    return blind;
  }

  private List<String> missing(RuleHead rule, boolean anywhere, String node) {
    return rule.needs().stream()
        .filter(need -> need.anywhere() == anywhere && !need.isMet(facts, node))
        .map(Need::name)
        .toList();
  }

  private Optional<Match> match(
      RuleHead rule, Optional<Expression> where, Fact fact, Judged.Verdict verdict) {
    Scope scope = Scope.of(facts).with(rule.variable(), fact);
    try {
      boolean inRange = where.isEmpty() || where.get().holds(scope);
      return inRange && rule.when().holds(scope)
          ? Optional.of(new Match(List.of(fact), fact.source().node(), scope))
          : Optional.empty();
    } catch (RuleFailure failure) {
      verdict.missing().failed(fact.source().node(), failure);
      return Optional.empty();
    }
  }

  /** The matches by what they have in common; each its own where the rule does not say. */
  private static void group(
      Optional<Expression> common, List<Match> matched, Judged.Verdict verdict) {
    Map<String, List<Match>> groups = new LinkedHashMap<>();
    for (Match match : matched) {
      try {
        String key =
            common
                .map(group -> (String) group.value(match.scope()))
                .orElse(Integer.toString(groups.size()));
        groups.computeIfAbsent(key, name -> new ArrayList<>()).add(match);
      } catch (RuleFailure failure) {
        verdict.missing().failed(match.node(), failure);
      }
    }
    verdict.groups().addAll(groups.values());
  }

  /** What a rule's condition held for. */
  record Match(List<Fact> subjects, String node, Scope scope) {
    static List<Fact> subjects(List<Match> matches) {
      return matches.stream()
          .flatMap(match -> match.subjects().stream())
          .collect(Collectors.toUnmodifiableList());
    }
  }
}
