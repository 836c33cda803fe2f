package io.coldtrace.parsers;

import io.coldtrace.facts.Source;
import java.util.regex.Pattern;

/**
 * A kind that the engineer reads himself: no rule and no model asks it anything yet. Its lines are
 * accounted for, and none becomes a fact.
 */
final class KeptFileParser extends LineParser {
  private final String kind;
  private final Pattern shape;

  /** A kind of which any line is one. */
  KeptFileParser(String kind) {
    this(kind, ".*");
  }

  /**
   * A kind whose lines are known by their shape.
   *
   * @param shape what a whole line, without blanks at its ends, has to match
   */
  KeptFileParser(String kind, String shape) {
    this.kind = kind;
    this.shape = Pattern.compile(shape, Pattern.DOTALL);
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    if (line.startsWith("#")) {
      ledger.ignored(source.line(), Ignored.COMMENT);
    } else if (shape.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
  }
}
