package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.kubernetes.KubeListed;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.TextTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the tables of {@code kubectl get}, also {@code -o wide}, {@code -A}, {@code all}, and rows
 * that were pasted without their head line.
 *
 * <pre>
 * NAME                      READY   STATUS    RESTARTS      AGE   IP           NODE
 * coredns-5d78c9869d-abcde  1/1     Running   3 (5m ago)    40d   10.244.1.7   node-1
 * </pre>
 *
 * Format: the printers of Kubernetes, {@code pkg/printers/internalversion}.
 */
public final class KubectlGetFileParser implements FileParser {
  @Override
  public String kind() {
    return "kubectl-get";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    Optional<TextTable> table = Optional.empty();
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).stripTrailing();
      if (line.isBlank()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (ListedKinds.isHead(line)) {
        table = Optional.of(TextTable.of(line));
        ledger.ignored(number, Ignored.HEADING);
      } else {
        Optional<KubeListed> row = row(table, line, text, number);
        row.ifPresent(ledger::fact);
      }
    }
  }

  private static Optional<KubeListed> row(
      Optional<TextTable> table, String line, CapturedText text, int number) {
    Optional<KubeListed> titled =
        table.flatMap(
            columns -> listed(columns, columns.row(line, ListedKinds::isRow), text, number));
    if (titled.isPresent()) {
      return titled;
    }
    for (TextTable columns : ListedKinds.withoutHead(line.strip())) {
      Optional<KubeListed> row =
          listed(columns, columns.row(line.strip(), ListedKinds::isRow), text, number);
      if (row.isPresent()) {
        return row;
      }
    }
    return Optional.empty();
  }

  private static Optional<KubeListed> listed(
      TextTable table, Optional<Map<String, String>> row, CapturedText text, int number) {
    return row.map(
        cells ->
            new KubeListed(
                text.at(number),
                ListedKinds.kindOf(table.titles(), name(cells)),
                cells.getOrDefault("NAMESPACE", ""),
                name(cells).replaceFirst("^[a-z.]+/", ""),
                cells));
  }

  private static String name(Map<String, String> cells) {
    return List.of("NAME", "OBJECT").stream()
        .filter(cells::containsKey)
        .map(cells::get)
        .findFirst()
        .orElse("");
  }
}
