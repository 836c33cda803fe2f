package io.coldtrace.rules;

import java.util.function.Supplier;

/**
 * A rule of a catalog: what has to be known to judge, and the rest, which is read once it fires.
 * Most rules never do.
 */
final class CatalogRule {
  private final RuleHead head;
  private final Supplier<Rule> reader;
  private Rule whole;

  CatalogRule(RuleHead head, Supplier<Rule> reader) {
    this.head = head;
    this.reader = reader;
  }

  /** A rule that has been read already. */
  static CatalogRule of(Rule rule) {
    return new CatalogRule(rule.head(), () -> rule);
  }

  RuleHead head() {
    return head;
  }

  RuleSummary summary() {
    return head.summary();
  }

  synchronized Rule whole() {
    if (whole == null) {
      whole = reader.get();
    }
    return whole;
  }
}
