package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import java.util.List;
import java.util.Optional;

/**
 * What has to be known of a rule to see whether it fires.
 *
 * @param variable what its expressions call the fact
 * @param where which facts it ranges over at all
 * @param lookup what {@code where} looks up, if that is all it does
 */
record RuleHead(
    RuleSummary summary,
    String variable,
    List<Need> needs,
    Optional<Expression> where,
    Expression when,
    Optional<Lookup> lookup) {
  /** The type of the facts that it ranges over; empty for a rule of the cluster. */
  Optional<Class<? extends Fact>> type() {
    return summary.range();
  }

  /** The names in its conditions beside those of the facts. */
  static Locals locals(Optional<Class<? extends Fact>> type, String variable) {
    return type.map(of -> Locals.NONE.with(variable, () -> Vocabulary.typeOf(of)))
        .orElse(Locals.NONE);
  }
}
