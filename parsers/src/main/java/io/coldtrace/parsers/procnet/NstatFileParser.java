package io.coldtrace.parsers.procnet;

import io.coldtrace.facts.kernel.KernelCounter;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import io.coldtrace.parsers.json.JsonDocument;
import java.util.Set;

/**
 * Reads {@code nstat}, as text and with {@code -j}.
 *
 * <pre>
 * #kernel
 * IpInReceives                    23416              0.0
 * TcpExtListenDrops               31                 0.0
 * </pre>
 *
 * Format: nstat(8).
 */
public final class NstatFileParser implements FileParser {
  @Override
  public String kind() {
    return "nstat";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    if (text.lines().stream().findFirst().orElse("").startsWith("{")) {
      json(text, ledger);
      return;
    }
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Words words = new Words(line);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (line.startsWith("#")) {
        ledger.ignored(number, Ignored.HEADING);
      } else if (words.count() == 3
          && words.at(0).matches("[A-Z][A-Za-z0-9]+")
          && Words.isLong(words.at(1))
          && words.at(2).matches("[0-9.]+")) {
        ledger.fact(new KernelCounter(text.at(number), words.at(0), Long.parseLong(words.at(1))));
      }
    }
  }

  /** {@code {"kernel":{"IpInReceives":23416}}}. */
  private static void json(CapturedText text, LineLedger ledger) {
    JsonDocument document = JsonDocument.read(text, Set.of());
    if (!document.isWhole() || !document.roots().get(0).at("kernel").isPresent()) {
      return;
    }
    ledger.factLines(1, text.lines().size());
    document
        .roots()
        .get(0)
        .at("kernel")
        .members()
        .forEach(
            (name, value) -> {
              if (Words.isLong(value.text())) {
                long count = Long.parseLong(value.text());
                ledger.fact(new KernelCounter(text.at(value.line()), name, count));
              }
            });
  }
}
