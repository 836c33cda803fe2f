package io.coldtrace.parsers.procnet;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.InterfaceSetting;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /proc/net/bonding/bond0}: the bond's mode, and how its ports are.
 *
 * <pre>
 * Ethernet Channel Bonding Driver: v3.7.1 (April 27, 2011)
 *
 * Bonding Mode: IEEE 802.3ad Dynamic link aggregation
 * MII Status: up
 *
 * Slave Interface: eth1
 * MII Status: down
 * Link Failure Count: 3
 * </pre>
 *
 * Format: the kernel, {@code Documentation/networking/bonding.rst}.
 */
final class BondingTable implements ProcNetTable {
  private static final Pattern PAIR =
      Pattern.compile("(?<name>[A-Za-z0-9][^:]*?) ?: ?(?<value>.*)");

  private static final Set<String> KEPT =
      Set.of(
          "Bonding Mode",
          "Currently Active Slave",
          "Link Failure Count",
          "MII Status",
          "Speed",
          "Aggregator ID",
          "Transmit Hash Policy");

  private String device = "";

  @Override
  public boolean isHeading(String line) {
    return line.startsWith("Ethernet Channel Bonding Driver:");
  }

  @Override
  public boolean row(String line, String heading, Source source, LineLedger ledger) {
    Matcher pair = PAIR.matcher(line);
    if (heading.isEmpty() || !pair.matches()) {
      // 802.3ad info, details actor lacp pdu
      boolean title = !heading.isEmpty() && line.startsWith("802.3ad info");
      if (title) {
        ledger.ignored(source.line(), Ignored.HEADING);
      }
      return title;
    }
    if (device.isEmpty()) {
      device = source.file().replaceFirst(".*/", "").replaceFirst("\\.txt$", "");
    }
    if (pair.group("name").equals("Slave Interface")) {
      device = pair.group("value").strip();
      ledger.ignored(source.line(), Ignored.HEADING);
    } else if (KEPT.contains(pair.group("name"))) {
      String value = pair.group("value").strip();
      ledger.fact(new InterfaceSetting(source, device, pair.group("name"), value));
    } else {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
    return true;
  }
}
