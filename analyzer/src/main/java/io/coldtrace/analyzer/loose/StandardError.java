package io.coldtrace.analyzer.loose;

import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.probe.HttpDates;

/**
 * A command's standard error: read by people; its lines are accounted for as messages of the tool.
 * Of {@code curl -v} the header that tells the other side's clock is kept.
 */
final class StandardError {
  private StandardError() {}

  static void parse(LineLedger ledger) {
    for (int line = 1; line <= ledger.text().lines().size(); line++) {
      ledger.ignored(line, Ignored.TOOL_MESSAGE);
      HttpDates.of(ledger.text().line(line), ledger.text().at(line)).ifPresent(ledger::fact);
    }
  }
}
