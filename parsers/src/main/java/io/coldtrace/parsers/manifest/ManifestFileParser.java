package io.coldtrace.parsers.manifest;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the collector's {@code manifest.tsv}; columns beyond those that are known are left alone.
 *
 * <pre>
 * #node	node-2
 * ip-rule.txt	ip-rule	ip rule	0	1795384338	0.012	96	-	5be1...	-
 * probe	ping-pod.web-1	ping-pod	default/web-1	node-1	10.244.1.7	-	1795384340	5.01	timeout	-	probes/...
 * </pre>
 *
 * Format: {@code docs/snapshot-format.md}.
 */
public final class ManifestFileParser implements FileParser {
  @Override
  public String kind() {
    return "manifest";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    parseHead(text, ledger);
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = withoutCarriageReturn(text.line(number));
      if (line.isBlank()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (!line.startsWith("#")) {
        parseRow(new ManifestRow(line), text.at(number), ledger);
      }
    }
  }

  private static void parseHead(CapturedText text, LineLedger ledger) {
    Map<String, String> about = new LinkedHashMap<>();
    int first = 0;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = withoutCarriageReturn(text.line(number));
      ManifestRow row = new ManifestRow(line);
      if (line.startsWith("#") && row.size() >= 2 && row.text(0).length() > 1) {
        about.merge(row.text(0).substring(1), row.text(1), (one, other) -> one + "\n" + other);
        ledger.factLine(number);
        first = first == 0 ? number : first;
      }
    }
    if (first > 0) {
      long started = ManifestRow.wholeNumber(about.getOrDefault("started", "")).orElse(0L);
      ledger.fact(
          new CollectorRun(
              text.at(first),
              about.getOrDefault("node", ""),
              about.getOrDefault("hostname", ""),
              started,
              Collections.unmodifiableMap(about)));
    }
  }

  private static void parseRow(ManifestRow row, Source source, LineLedger ledger) {
    if (row.size() >= 12 && row.text(0).equals("probe")) {
      probe(row, source).ifPresent(ledger::fact);
    } else if (row.size() >= 10) {
      capturedFile(row, source).ifPresent(ledger::fact);
    }
  }

  private static Optional<CapturedFile> capturedFile(ManifestRow row, Source source) {
    Optional<Long> exit = row.text(3).equals("-") ? Optional.of(-1L) : row.wholeNumber(3);
    Optional<Double> start = row.decimal(4);
    Optional<Double> duration = row.decimal(5);
    Optional<Long> bytes = row.wholeNumber(6);
    if (List.of(exit, start, duration, bytes).contains(Optional.empty())) {
      return Optional.empty();
    }
    return Optional.of(
        new CapturedFile(
            source,
            row.text(0),
            row.text(1),
            row.text(2),
            exit.get().intValue(),
            start.get(),
            duration.get(),
            bytes.get(),
            row.text(7),
            row.text(8),
            row.text(9)));
  }

  private static Optional<Probe> probe(ManifestRow row, Source source) {
    Optional<Double> start = row.decimal(7);
    Optional<Double> duration = row.decimal(8);
    if (start.isEmpty() || duration.isEmpty() || row.text(1).isEmpty() || row.text(9).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Probe(
            source,
            source.node() + "/" + row.text(1),
            row.text(2),
            source.node(),
            row.text(3),
            row.textOrEmpty(4),
            row.text(5),
            row.text(6),
            start.get(),
            duration.get(),
            row.text(9),
            row.textOrEmpty(10),
            row.text(11)));
  }

  private static String withoutCarriageReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
