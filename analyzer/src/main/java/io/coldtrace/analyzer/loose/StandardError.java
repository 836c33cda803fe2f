package io.coldtrace.analyzer.loose;

import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;

/**
 * A command's standard error: read by people; its lines are accounted for as messages of the tool.
 */
final class StandardError {
  private StandardError() {}

  static void parse(LineLedger ledger) {
    for (int line = 1; line <= ledger.text().lines().size(); line++) {
      ledger.ignored(line, Ignored.TOOL_MESSAGE);
    }
  }
}
