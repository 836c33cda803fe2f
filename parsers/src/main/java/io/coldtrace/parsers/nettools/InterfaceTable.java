package io.coldtrace.parsers.nettools;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.InterfaceCounter;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table of {@code netstat -i}; an old one has a column {@code Met} more.
 *
 * <pre>
 * Kernel Interface table
 * Iface      MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg
 * eth0      1500   422518      0      0      0     1703      0      0      0 BMRU
 * </pre>
 */
final class InterfaceTable {
  private static final Map<String, String> NAMES =
      Map.of(
          "RX-OK", "rx_packets",
          "RX-ERR", "rx_errors",
          "RX-DRP", "rx_dropped",
          "RX-OVR", "rx_fifo_errors",
          "TX-OK", "tx_packets",
          "TX-ERR", "tx_errors",
          "TX-DRP", "tx_dropped",
          "TX-OVR", "tx_fifo_errors");

  private List<String> columns = List.of();

  /** Takes the title or the line of column names; false if it is none of them. */
  boolean heading(String line) {
    if (line.equals("Kernel Interface table") || line.equals("内核接口表")) {
      return true;
    }
    Words words = new Words(line);
    boolean heading = words.contains("RX-OK") && words.contains("TX-OK");
    if (heading) {
      columns = new ArrayList<>();
      while (words.hasNext()) {
        columns.add(words.next());
      }
    }
    return heading;
  }

  /** Takes an interface's row; false if it is none. */
  boolean row(String line, Source source, LineLedger ledger) {
    Words words = new Words(line);
    if (columns.isEmpty() || words.count() < 2) {
      return false;
    }
    if (line.endsWith("- no statistics available -")) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
      return true;
    }
    for (int i = 1; i < columns.size() - 1; i++) {
      if (!Words.isLong(words.at(i))) {
        return false;
      }
    }
    for (int i = 1; i < columns.size(); i++) {
      String name = NAMES.get(columns.get(i));
      if (name != null) {
        ledger.fact(new InterfaceCounter(source, words.at(0), name, Long.parseLong(words.at(i))));
      }
    }
    return true;
  }
}
