package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rule as it was read.
 *
 * @param type of the facts that it ranges over; empty for a rule of the cluster
 * @param variable what its expressions call the fact
 * @param where which facts it ranges over at all
 * @param group what the matches of one finding have in common
 * @param expressions all of them, wherever they stand, {@code when} and {@code where} left out
 */
record Rule(
    RuleSummary summary,
    Optional<Class<? extends Fact>> type,
    String variable,
    List<Need> needs,
    Optional<Expression> where,
    Expression when,
    Optional<Expression> group,
    List<Expression> nodes,
    List<Expression> evidence,
    List<Expression> explains,
    Texts texts,
    List<String> under,
    List<Step> remedy,
    List<OtherWay> alternatives,
    List<Expression> expressions) {

  /** All expressions, conditions first. */
  List<Expression> allExpressions() {
    return Stream.of(where.stream(), Stream.of(when), expressions.stream())
        .flatMap(each -> each)
        .toList();
  }

  /** What texts call all matches of the group. */
  static final String MATCHES = "matches";

  /** What steps call the node that they run on. */
  static final String NODE = "node";

  /** What a finding of the rule says. */
  record Texts(
      Words message, Words why, Words risk, List<Argument> speaksFor, List<Argument> against) {}

  /** A text that is said only when a condition holds. */
  record Argument(Optional<Expression> when, Words text) {}

  /**
   * A step of a remedy, for each of its nodes, and for each element of a list if it has one.
   *
   * @param nodes the finding's if empty
   * @param element what it calls the list's element; empty without a list
   */
  record Step(
      StepKind kind,
      Optional<Expression> nodes,
      Optional<Expression> each,
      String element,
      Optional<Expression> when,
      Optional<Template> command,
      Words note) {}

  /** An alternative, offered when its condition holds. */
  record OtherWay(Optional<Expression> condition, Words title, Words when, List<Step> steps) {}
}
