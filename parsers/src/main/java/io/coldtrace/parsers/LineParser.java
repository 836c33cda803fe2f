package io.coldtrace.parsers;

import io.coldtrace.facts.Source;

/** A parser for a format whose lines each stand alone; blank lines mean nothing in it. */
public abstract class LineParser implements FileParser {
  @Override
  public final void parse(CapturedText text, LineLedger ledger) {
    if (parseDocument(text, ledger)) {
      return;
    }
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else {
        parseLine(line, text.at(number), ledger);
      }
    }
  }

  /** Reads the text if it is in a form that is no lines, as JSON; false if it is not. */
  protected boolean parseDocument(CapturedText text, LineLedger ledger) {
    return false;
  }

  /**
   * Reads one line, which is not blank.
   *
   * @param line without blanks at its ends
   * @param source its place
   */
  protected abstract void parseLine(String line, Source source, LineLedger ledger);
}
