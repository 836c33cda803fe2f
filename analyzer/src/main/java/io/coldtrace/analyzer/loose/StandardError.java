package io.coldtrace.analyzer.loose;

import io.coldtrace.facts.capture.ServerDate;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.probe.HttpDate;
import java.util.Optional;

/**
 * A command's standard error: read by people; its lines are accounted for as messages of the tool,
 * but for what time a server said it was.
 */
final class StandardError {
  private StandardError() {}

  static void parse(LineLedger ledger) {
    for (int line = 1; line <= ledger.text().lines().size(); line++) {
      Optional<ServerDate> date = HttpDate.of(ledger.text(), line);
      if (date.isPresent()) {
        ledger.fact(date.get());
      } else {
        ledger.ignored(line, Ignored.TOOL_MESSAGE);
      }
    }
  }
}
