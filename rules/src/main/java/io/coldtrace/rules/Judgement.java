package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules applied to the facts of a snapshot. */
final class Judgement {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .thenComparing(Finding::ruleId)
          .thenComparing(finding -> String.join("\n", finding.nodes()))
          .thenComparing(finding -> finding.evidence().toString())
          .thenComparing(Finding::message);

  private final FactBase facts;
  private final Language language;

  Judgement(FactBase facts, Language language) {
    this.facts = facts;
    this.language = language;
  }

  Findings of(List<Rule> rules) {
    List<Verdict> verdicts = rules.parallelStream().map(this::judge).toList();
    return new Findings(
        verdicts.stream().flatMap(verdict -> verdict.found.stream()).sorted(ORDER).toList(),
        verdicts.stream().flatMap(Verdict::notEvaluated).toList());
  }

  /** What one rule says; a failure costs what it failed on. */
  private static final class Verdict {
    private final Rule rule;
    private final List<Finding> found = new ArrayList<>();
    private final SortedMap<String, SortedSet<String>> missing = new TreeMap<>();

    Verdict(Rule rule) {
      this.rule = rule;
    }

    void isMissing(String node, Collection<String> what) {
      missing.computeIfAbsent(node, key -> new TreeSet<>()).addAll(what);
    }

    void failed(String node, RuleFailure failure) {
      isMissing(node, Set.of("error: " + failure.getMessage()));
    }

    Stream<NotEvaluated> notEvaluated() {
      String id = rule.summary().id();
      return missing.entrySet().stream()
          .map(entry -> new NotEvaluated(id, entry.getKey(), List.copyOf(entry.getValue())));
    }
  }

  private Verdict judge(Rule rule) {
    Verdict verdict = new Verdict(rule);
    List<String> absent = missing(rule, true, "");
    if (!absent.isEmpty()) {
      verdict.isMissing("", absent);
    } else if (rule.type().isEmpty()) {
      judgeCluster(rule, verdict);
    } else {
      judgeFacts(rule, rule.type().get(), verdict);
    }
    return verdict;
  }

  private void judgeCluster(Rule rule, Verdict verdict) {
    try {
      Scope scope = Scope.of(facts);
      if (rule.when().holds(scope)) {
        verdict.found.add(finding(rule, List.of(new Match(List.of(), "", scope))));
      }
    } catch (RuleFailure failure) {
      verdict.failed("", failure);
    }
  }

  private void judgeFacts(Rule rule, Class<? extends Fact> type, Verdict verdict) {
    if (facts.all(type).isEmpty() && rule.needs().isEmpty()) {
      verdict.isMissing("", Set.of("fact " + type.getSimpleName()));
      return;
    }
    Set<String> blind = blindNodes(rule, verdict);
    List<Match> matched = new ArrayList<>();
    for (Fact fact : candidates(rule, type)) {
      if (!blind.contains(fact.source().node())) {
        match(rule, fact, verdict).ifPresent(matched::add);
      }
    }
    matched.sort(Comparator.comparing(match -> match.subjects().get(0).source()));
    for (List<Match> matches : groups(rule, matched, verdict)) {
      try {
        verdict.found.add(finding(rule, matches));
      } catch (RuleFailure failure) {
        verdict.failed(matches.get(0).node(), failure);
      }
    }
  }

  /** The facts that the rule may range over; those that {@code where} excludes may be left out. */
  private List<? extends Fact> candidates(Rule rule, Class<? extends Fact> type) {
    return rule.where()
        .flatMap(where -> where.equality(rule.variable()))
        .<List<? extends Fact>>map(is -> facts.having(type, is.getKey(), is.getValue()))
        .orElseGet(() -> facts.all(type));
  }

  /** The nodes that lack what the rule needs there. */
  private Set<String> blindNodes(Rule rule, Verdict verdict) {
    Set<String> blind = new TreeSet<>();
    for (String node : facts.nodes()) {
      List<String> absent = missing(rule, false, node);
      if (!absent.isEmpty()) {
        blind.add(node);
        verdict.isMissing(node, absent);
      }
    }
    return blind;
  }

  private List<String> missing(Rule rule, boolean anywhere, String node) {
    return rule.needs().stream()
        .filter(need -> need.anywhere() == anywhere && !need.isMet(facts, node))
        .map(Need::name)
        .toList();
  }

  private Optional<Match> match(Rule rule, Fact fact, Verdict verdict) {
    Scope scope = Scope.of(facts).with(rule.variable(), fact);
    try {
      boolean inRange = rule.where().isEmpty() || rule.where().get().holds(scope);
      return inRange && rule.when().holds(scope)
          ? Optional.of(new Match(List.of(fact), fact.source().node(), scope))
          : Optional.empty();
    } catch (RuleFailure failure) {
      verdict.failed(fact.source().node(), failure);
      return Optional.empty();
    }
  }

  /** The matches by what they have in common; each its own where the rule does not say. */
  private static Collection<List<Match>> groups(Rule rule, List<Match> matched, Verdict verdict) {
    Map<String, List<Match>> groups = new LinkedHashMap<>();
    for (Match match : matched) {
      try {
        String key =
            rule.group()
                .map(group -> (String) group.value(match.scope()))
                .orElse(Integer.toString(groups.size()));
        groups.computeIfAbsent(key, name -> new ArrayList<>()).add(match);
      } catch (RuleFailure failure) {
        verdict.failed(match.node(), failure);
      }
    }
    return groups.values();
  }

  private Finding finding(Rule rule, List<Match> matches) {
    return new FindingWriter(rule, language, matches).write();
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
