package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Writes what a rule found in words and commands: one finding of one or more matches. */
final class FindingWriter {
  private final Rule rule;
  private final Language language;
  private final List<Judgement.Match> matches;
  private final List<Fact> subjects;

  FindingWriter(Rule rule, Language language, List<Judgement.Match> matches) {
    this.rule = rule;
    this.language = language;
    this.matches = matches;
    this.subjects = Judgement.Match.subjects(matches);
  }

  Finding write() {
    Scope first = matches.get(0).scope().with(Rule.MATCHES, subjects);
    Rule.Texts texts = rule.texts();
    RuleSummary summary = rule.head().summary();
    return new Finding(
        summary.id(),
        summary.titles().get(language),
        summary.severity(),
        summary.category(),
        subjects,
        united(this::nodes).stream().sorted().toList(),
        united(scope -> values(rule.evidence(), scope, Source.class)).stream()
            .filter(source -> !source.equals(Source.NONE))
            .toList(),
        united(scope -> values(rule.explains(), scope, String.class)),
        texts.message().in(language, first),
        texts.why().in(language, first),
        texts.risk().in(language, first),
        united(scope -> arguments(texts.speaksFor(), scope)),
        united(scope -> arguments(texts.against(), scope)),
        rule.under(),
        united(scope -> steps(rule.remedy(), scope)),
        alternatives(first));
  }

  private List<String> nodes(Scope scope) {
    return values(rule.nodes(), scope, String.class);
  }

  /** What each match yields, in order, nothing twice. */
  private <T> List<T> united(Function<Scope, List<T>> part) {
    Set<T> united = new LinkedHashSet<>();
    for (Judgement.Match match : matches) {
      united.addAll(part.apply(match.scope().with(Rule.MATCHES, subjects)));
    }
    return List.copyOf(united);
  }

  /** The values of expressions that yield one, a list of them, or an optional one. */
  private static <T> List<T> values(List<Expression> expressions, Scope scope, Class<T> type) {
    List<T> values = new ArrayList<>();
    for (Expression expression : expressions) {
      Object value = expression.value(scope);
      if (value instanceof List<?> list) {
        list.forEach(element -> values.add(type.cast(element)));
      } else if (value instanceof Optional<?> optional) {
        optional.ifPresent(element -> values.add(type.cast(element)));
      } else {
        values.add(type.cast(value));
      }
    }
    return values;
  }

  private List<String> arguments(List<Rule.Argument> arguments, Scope scope) {
    return arguments.stream()
        .filter(argument -> holds(argument.when(), scope))
        .map(argument -> argument.text().in(language, scope))
        .toList();
  }

  private List<Alternative> alternatives(Scope first) {
    List<Alternative> alternatives = new ArrayList<>();
    for (Rule.OtherWay way : rule.alternatives()) {
      if (holds(way.condition(), first)) {
        alternatives.add(
            new Alternative(
                way.title().in(language, first),
                way.when().in(language, first),
                united(scope -> steps(way.steps(), scope))));
      }
    }
    return List.copyOf(alternatives);
  }

  private List<RemedyStep> steps(List<Rule.Step> steps, Scope scope) {
    List<RemedyStep> written = new ArrayList<>();
    for (Rule.Step step : steps) {
      if (step.each().isEmpty()) {
        write(step, scope, written);
      } else {
        for (Object element : (List<?>) step.each().get().value(scope)) {
          write(step, scope.with(step.element(), element), written);
        }
      }
    }
    return written;
  }

  private void write(Rule.Step step, Scope scope, List<RemedyStep> written) {
    List<String> nodes =
        step.nodes()
            .map(expression -> values(List.of(expression), scope, String.class))
            .orElseGet(() -> nodes(scope));
    for (String node : nodes.isEmpty() ? List.of("") : nodes) {
      Scope onNode = scope.with(Rule.NODE, node);
      if (holds(step.when(), onNode)) {
        written.add(
            new RemedyStep(
                step.kind(),
                node,
                step.command().map(command -> command.render(onNode)).orElse(""),
                step.note().in(language, onNode)));
      }
    }
  }

  private static boolean holds(Optional<Expression> condition, Scope scope) {
    return condition.isEmpty() || condition.get().holds(scope);
  }
}
