package io.coldtrace.parsers.conntrack;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.ConntrackEntry;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.CounterTable;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code conntrack -L}, {@code -E}, {@code -S} and {@code -C}.
 *
 * <pre>
 * tcp      6 114 TIME_WAIT src=10.0.0.5 dst=10.96.0.1 sport=47108 dport=443 src=10.0.0.6 ...
 * conntrack v1.4.5 (conntrack-tools): 1 flow entries have been shown.
 *
 * cpu=0   	found=12 invalid=90211 insert=0 insert_failed=31 drop=31 early_drop=0 error=0 search_restart=7
 * </pre>
 *
 * Format: conntrack(8).
 */
public final class ConntrackFileParser implements FileParser {
  private static final Pattern SUMMARY =
      Pattern.compile("conntrack v[0-9.]+ \\(conntrack-tools\\): [0-9]+ .*");
  private static final Pattern CPU = Pattern.compile("cpu=[0-9]+\\s.*=[0-9]+.*");

  /** As old versions print {@code -S}, summed up. */
  private static final Pattern OLD_COUNTER = Pattern.compile("[a-z_]+\\s+[0-9]{1,18}");

  private static final Pattern EXPECTATION =
      Pattern.compile("[0-9]+ (?:l3proto = \\S+ )?proto=[0-9]+ src=.*");

  @Override
  public String kind() {
    return "conntrack";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    CounterTable counters = new CounterTable("conntrack.");
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (SUMMARY.matcher(line).matches()) {
        ledger.ignored(number, Ignored.HEADING);
      } else if (CPU.matcher(line).matches()) {
        perCpu(line, text.at(number), counters, ledger);
      } else if (OLD_COUNTER.matcher(line).matches()) {
        Words words = new Words(line);
        counters.add(words.at(0), Long.parseLong(words.at(1)), text.at(number));
        ledger.factLine(number);
      } else if (text.lines().size() == 1 && Words.isLong(line)) {
        counters.add("entries", Long.parseLong(line), text.at(number));
        ledger.factLine(number);
      } else {
        entry(line, text.at(number), ledger);
      }
    }
    counters.facts().forEach(ledger::fact);
  }

  private static void perCpu(String line, Source source, CounterTable counters, LineLedger ledger) {
    for (String word : line.split("\\s+", -1)) {
      int equals = word.indexOf('=');
      String value = word.substring(equals + 1);
      if (equals > 0 && !word.startsWith("cpu=") && Words.isLong(value)) {
        counters.add(word.substring(0, equals), Long.parseLong(value), source);
      }
    }
    ledger.factLine(source.line());
  }

  private static void entry(String line, Source source, LineLedger ledger) {
    Optional<ConntrackEntry> entry = ConntrackLine.parse(line, source);
    if (entry.isPresent()) {
      ledger.fact(entry.get());
    } else if (EXPECTATION.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
  }
}
