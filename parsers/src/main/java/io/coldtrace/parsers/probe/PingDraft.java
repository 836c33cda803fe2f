package io.coldtrace.parsers.probe;

import io.coldtrace.facts.capture.PingOutput;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import java.util.ArrayList;
import java.util.List;

/** What the output of one {@code ping} said so far. */
final class PingDraft {
  private final CapturedText text;
  private final LineLedger ledger;
  private final List<String> errors = new ArrayList<>();
  private String target = "";
  private int transmitted = -1;
  private int received = -1;
  private int firstLine;
  private int statisticsLine;
  private boolean statisticsFollow;

  PingDraft(CapturedText text, LineLedger ledger) {
    this.text = text;
    this.ledger = ledger;
  }

  void target(int line, String name) {
    target = target.isEmpty() ? name : target;
    took(line);
  }

  void reply(int line) {
    took(line);
  }

  void error(int line, String message) {
    errors.add(message);
    took(line);
  }

  void expectStatistics() {
    statisticsFollow = true;
  }

  boolean expectsStatistics() {
    return statisticsFollow;
  }

  void statistics(int line, String sent, String answered) {
    transmitted = Integer.parseInt(sent);
    received = Integer.parseInt(answered);
    statisticsLine = line;
    statisticsFollow = false;
    took(line);
  }

  private void took(int line) {
    firstLine = firstLine == 0 ? line : firstLine;
    ledger.factLine(line);
  }

  /** Adds the fact, if there is any, and begins anew. */
  void finish() {
    if (firstLine > 0) {
      int line = statisticsLine > 0 ? statisticsLine : firstLine;
      ledger.fact(
          new PingOutput(text.at(line), target, transmitted, received, List.copyOf(errors)));
    }
    errors.clear();
    target = "";
    transmitted = -1;
    received = -1;
    firstLine = 0;
    statisticsLine = 0;
    statisticsFollow = false;
  }
}
