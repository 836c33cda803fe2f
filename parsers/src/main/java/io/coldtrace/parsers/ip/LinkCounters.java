package io.coldtrace.parsers.ip;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.InterfaceCounter;
import io.coldtrace.parsers.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The counters that {@code ip -s} prints of an interface, as sysfs calls them; bytes, and counters
 * that are 0, are left out.
 *
 * <pre>
 * RX:  bytes packets errors dropped  missed   mcast
 *       1464      21      3       0       0      21
 * RX errors: length    crc   frame    fifo overrun
 *                 0      3       0       0       0
 * </pre>
 *
 * Format: ip-link(8), iproute2's ip/ipaddress.c.
 */
final class LinkCounters {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("packets", "packets"),
          Map.entry("errors", "errors"),
          Map.entry("dropped", "dropped"),
          Map.entry("missed", "missed_errors"),
          Map.entry("overrun", "over_errors"),
          Map.entry("length", "length_errors"),
          Map.entry("crc", "crc_errors"),
          Map.entry("frame", "frame_errors"),
          Map.entry("fifo", "fifo_errors"),
          Map.entry("carrier", "carrier_errors"),
          Map.entry("aborted", "aborted_errors"),
          Map.entry("window", "window_errors"),
          Map.entry("heartbeat", "heartbeat_errors"));

  private List<String> columns = List.of();

  /** The line above the numbers; any other line begins something else. */
  void title(String line) {
    Words words = new Words(line);
    String side = words.at(0).startsWith("RX") ? "rx_" : "tx_";
    List<String> names = new ArrayList<>();
    for (int i = words.at(1).equals("errors:") ? 2 : 1; i < words.count(); i++) {
      String word = words.at(i);
      String name = NAMES.getOrDefault(word, "");
      names.add(
          word.equals("mcast") ? "multicast" : word.equals("collsns") ? "collisions" : side + name);
    }
    columns = line.matches("[RT]X(?:: | errors: ).*") ? names : List.of();
  }

  List<InterfaceCounter> row(String line, String device, Source source) {
    Words words = new Words(line);
    List<InterfaceCounter> counters = new ArrayList<>();
    for (int i = 0; i < Math.min(words.count(), columns.size()); i++) {
      String name = columns.get(i);
      boolean counts = !name.endsWith("_") && Words.isLong(words.at(i)) && !words.at(i).equals("0");
      if (counts) {
        counters.add(new InterfaceCounter(source, device, name, Long.parseLong(words.at(i))));
      }
    }
    columns = List.of();
    return counters;
  }
}
