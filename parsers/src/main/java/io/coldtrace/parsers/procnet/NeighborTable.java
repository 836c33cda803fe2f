package io.coldtrace.parsers.procnet;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.ConntrackEntry;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.conntrack.ConntrackLine;
import io.coldtrace.parsers.nettools.ArpFileParser;
import java.util.Optional;

/** {@code /proc/net/arp}, whose rows {@code arp} reads too, and {@code /proc/net/nf_conntrack}. */
final class NeighborTable implements ProcNetTable {
  @Override
  public boolean isHeading(String line) {
    return line.matches("IP address\\s+HW type\\s.*");
  }

  @Override
  public boolean row(String line, String heading, Source source, LineLedger ledger) {
    Optional<Neighbor> neighbor = ArpFileParser.neighbor(line, source);
    if (!heading.isEmpty() && neighbor.isPresent()) {
      ledger.fact(neighbor.get());
      return true;
    }
    Optional<ConntrackEntry> entry = ConntrackLine.parse(line, source);
    entry.ifPresent(ledger::fact);
    return entry.isPresent();
  }
}
