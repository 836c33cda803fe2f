package io.coldtrace.parsers.procnet;

import io.coldtrace.facts.Source;
import io.coldtrace.parsers.CounterTable;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import java.util.Map;

/**
 * {@code /proc/net/softnet_stat} and {@code /proc/net/stat/*}: a line of hexadecimal counters for
 * each CPU.
 *
 * <pre>
 * 00358fe3 00006283 00000000 00000000 00000000 00000000 00000000 00000000 00000000 000855fc 00000076
 *
 * entries  searched found new invalid ignore delete delete_list insert insert_failed drop early_drop
 * 00000021  00000000 00000000 00000000 00000003 0000588a 00000000 00000000 00000000 0000001f 00000000 00000000
 * </pre>
 *
 * Format: the kernel, {@code net/core/net-procfs.c}, {@code
 * net/netfilter/nf_conntrack_standalone.c}, {@code net/core/neighbour.c}.
 */
final class CpuTable implements ProcNetTable {
  /** By column; what lies between is no longer counted or of no use. */
  private static final Map<Integer, String> SOFTNET =
      Map.of(
          0, "processed",
          1, "dropped",
          2, "time_squeeze",
          9, "received_rps",
          10, "flow_limit_count");

  /** Kernels since 2.6.36 print at least so many. */
  private static final int FEWEST_SOFTNET = 9;

  private final CounterTable softnet = new CounterTable("softnet.");
  private CounterTable named = new CounterTable("");
  private String namedBy = "";

  @Override
  public boolean isHeading(String line) {
    return line.matches("entries\\s+[a-z_]+\\s.*");
  }

  @Override
  public boolean row(String line, String heading, Source source, LineLedger ledger) {
    Words words = new Words(line);
    for (int i = 0; i < words.count(); i++) {
      if (!words.at(i).matches("[0-9a-fA-F]{8}")) {
        return false;
      }
    }
    Words names = new Words(heading);
    if (heading.isEmpty() && words.count() >= FEWEST_SOFTNET) {
      SOFTNET.forEach(
          (column, name) -> {
            if (column < words.count()) {
              softnet.add(name, Long.parseLong(words.at(column), 16), source);
            }
          });
    } else if (!heading.isEmpty() && words.count() == names.count()) {
      begin(heading, source.file(), ledger);
      named.same(names.at(0), Long.parseLong(words.at(0), 16), source);
      for (int i = 1; i < words.count(); i++) {
        named.add(names.at(i), Long.parseLong(words.at(i), 16), source);
      }
    } else {
      return false;
    }
    ledger.factLine(source.line());
    return true;
  }

  private void begin(String heading, String file, LineLedger ledger) {
    if (!heading.equals(namedBy)) {
      named.facts().forEach(ledger::fact);
      named = new CounterTable(prefix(heading, file));
      namedBy = heading;
    }
  }

  /** The tables of neighbors look alike; the file's name tells them apart. */
  private static String prefix(String heading, String file) {
    if (heading.contains("insert_failed")) {
      return "conntrack.";
    }
    if (heading.contains("forced_gc_runs")) {
      return file.contains("ndisc") ? "ndisc_cache." : "arp_cache.";
    }
    return heading.contains("syn_received") ? "synproxy." : "rt_cache.";
  }

  @Override
  public void finish(LineLedger ledger) {
    softnet.facts().forEach(ledger::fact);
    named.facts().forEach(ledger::fact);
  }
}
