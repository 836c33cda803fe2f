package io.coldtrace.parsers.host;

import io.coldtrace.facts.kernel.ContainerState;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.TextTable;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the tables of {@code crictl ps}, {@code pods}, {@code images} and {@code stats}.
 *
 * <pre>
 * CONTAINER      IMAGE          CREATED      STATE    NAME     ATTEMPT  POD ID         POD
 * 93b10093a8263  bea2d277eb715  9 days ago   Running  coredns  3        19d971fe5c478  coredns-x
 * </pre>
 *
 * Rows of images and of stats are not kept. Format: cri-tools' {@code cmd/crictl}.
 */
public final class CrictlFileParser implements FileParser {
  private static final Pattern HEAD =
      Pattern.compile("(?:CONTAINER(?: ID)?|POD ID|IMAGE)\\s+[A-Z][A-Z %]*(?:\\s+[A-Z%][A-Z %]*)*");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{12,64}");

  @Override
  public String kind() {
    return "crictl";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    Optional<TextTable> table = Optional.empty();
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).stripTrailing();
      if (line.isBlank()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (HEAD.matcher(line.strip()).matches()) {
        table = Optional.of(TextTable.of(line));
        ledger.ignored(number, Ignored.HEADING);
      } else {
        int at = number;
        table
            .flatMap(columns -> columns.row(line, CrictlFileParser::isRow))
            .ifPresent(cells -> row(cells, text, at, ledger));
      }
    }
  }

  private static boolean isRow(Map<String, String> cells) {
    return ID.matcher(first(cells, "CONTAINER", "CONTAINER ID", "POD ID", "IMAGE ID")).matches();
  }

  private static void row(
      Map<String, String> cells, CapturedText text, int number, LineLedger ledger) {
    String id = first(cells, "CONTAINER", "CONTAINER ID", "POD ID");
    String state = cells.getOrDefault("STATE", "");
    boolean container = !first(cells, "CONTAINER", "CONTAINER ID").isEmpty();
    if (ID.matcher(id).matches() && !state.isEmpty()) {
      String attempt = cells.getOrDefault("ATTEMPT", "");
      ledger.fact(
          new ContainerState(
              text.at(number),
              id,
              cells.getOrDefault("NAME", ""),
              state,
              attempt.matches("[0-9]{1,9}") ? Integer.parseInt(attempt) : -1,
              container ? cells.getOrDefault("POD", "") : cells.getOrDefault("NAME", "")));
    } else if (ID.matcher(id).matches() || ID.matcher(first(cells, "IMAGE ID")).matches()) {
      ledger.ignored(number, Ignored.NOT_MODELLED);
    }
  }

  private static String first(Map<String, String> cells, String... titles) {
    return Stream.of(titles).map(cells::get).filter(c -> c != null).findFirst().orElse("");
  }
}
