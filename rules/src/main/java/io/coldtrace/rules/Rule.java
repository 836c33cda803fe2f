package io.coldtrace.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rule as it was read.
 *
 * @param group what the matches of one finding have in common
 * @param expressions all of them, wherever they stand, {@code when} and {@code where} left out
 */
record Rule(
    RuleHead head,
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
  Stream<Expression> allExpressions() {
    return Stream.of(head.where().stream(), Stream.of(head.when()), expressions.stream())
        .flatMap(each -> each);
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
