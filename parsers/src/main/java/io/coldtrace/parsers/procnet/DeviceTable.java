package io.coldtrace.parsers.procnet;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.InterfaceCounter;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /proc/net/dev}: the counters of every interface.
 *
 * <pre>
 * Inter-|   Receive                                                |  Transmit
 *  face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
 *   eth0: 874354587 1036395    0    0    0     0          0         0 563352563  732147    0    0    0     0       0          0
 * </pre>
 *
 * Format: proc_pid_net(5).
 */
final class DeviceTable implements ProcNetTable {
  private static final Pattern ROW = Pattern.compile("(?<device>\\S+?):\\s*(?<numbers>[0-9 ]+)");

  private static final List<String> COLUMNS =
      List.of(
          "rx_bytes",
          "rx_packets",
          "rx_errors",
          "rx_dropped",
          "rx_fifo_errors",
          "rx_frame_errors",
          "rx_compressed",
          "multicast",
          "tx_bytes",
          "tx_packets",
          "tx_errors",
          "tx_dropped",
          "tx_fifo_errors",
          "collisions",
          "tx_carrier_errors",
          "tx_compressed");

  @Override
  public boolean isHeading(String line) {
    return line.matches("Inter-\\|\\s+Receive\\s.*");
  }

  @Override
  public boolean row(String line, String heading, Source source, LineLedger ledger) {
    if (line.startsWith("face |")) {
      ledger.ignored(source.line(), Ignored.HEADING);
      return true;
    }
    Matcher row = ROW.matcher(line);
    if (heading.isEmpty() || !row.matches()) {
      return false;
    }
    Words numbers = new Words(row.group("numbers"));
    if (numbers.count() != COLUMNS.size()) {
      return false;
    }
    for (int i = 0; i < COLUMNS.size(); i++) {
      if (Words.isLong(numbers.at(i))) {
        long value = Long.parseLong(numbers.at(i));
        ledger.fact(new InterfaceCounter(source, row.group("device"), COLUMNS.get(i), value));
      }
    }
    return true;
  }
}
