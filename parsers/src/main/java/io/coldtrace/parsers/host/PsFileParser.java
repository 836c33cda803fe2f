package io.coldtrace.parsers.host;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Optional;

/**
 * Reads {@code ps} in any column order that has PID and a command: {@code -e -o ...}, {@code aux},
 * {@code -ef}, busybox's.
 *
 * <pre>
 *     PID    PPID USER     STAT COMMAND         COMMAND
 *       4       1 root     Ssl  kubelet         /usr/bin/kubelet --kubeconfig=/etc/kubernetes/kubelet.conf
 *      90       2 root     I&lt;   kworker/0:1H-ev [kworker/0:1H-events_highpri]
 * </pre>
 *
 * Format: ps(1) of procps; the head line decides.
 */
public final class PsFileParser implements FileParser {
  @Override
  public String kind() {
    return "ps";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    Optional<PsColumns> columns = Optional.empty();
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).replace('\t', ' ').stripTrailing();
      Optional<PsColumns> head = PsColumns.of(line);
      if (line.isBlank()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (head.isPresent()) {
        columns = head;
        ledger.ignored(number, Ignored.HEADING);
      } else if (line.matches("your [0-9]+x[0-9]+ screen size is bogus.*")) {
        ledger.ignored(number, Ignored.TOOL_MESSAGE);
      } else if (columns.isPresent()) {
        Optional<PsRow> row = columns.get().row(line);
        if (row.isPresent() && row.get().isThread()) {
          ledger.ignored(number, Ignored.NOT_MODELLED);
        } else if (row.isPresent()) {
          row.get().process(text.at(number)).ifPresent(ledger::fact);
        }
      }
    }
  }
}
