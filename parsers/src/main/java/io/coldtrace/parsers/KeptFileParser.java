package io.coldtrace.parsers;

import io.coldtrace.facts.Source;

/**
 * A kind that the engineer reads himself: no rule and no model asks it anything yet. Its lines are
 * accounted for, and none becomes a fact.
 */
final class KeptFileParser extends LineParser {
  private final String kind;

  KeptFileParser(String kind) {
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    ledger.ignored(source.line(), Ignored.NOT_MODELLED);
  }
}
