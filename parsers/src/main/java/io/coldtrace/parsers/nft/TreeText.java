package io.coldtrace.parsers.nft;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;

/** The text that a part of the tree was read from, blanks included. */
final class TreeText {
  private TreeText() {}

  static String of(ParserRuleContext part) {
    return between(part.start, part.stop);
  }

  static String between(Token first, Token last) {
    return last == null || last.getStopIndex() < first.getStartIndex()
        ? ""
        : first.getInputStream().getText(Interval.of(first.getStartIndex(), last.getStopIndex()));
  }

  /** Names of interfaces and chains are quoted in some places and not in others. */
  static String unquoted(ParserRuleContext part) {
    return of(part).replace("\"", "");
  }
}
