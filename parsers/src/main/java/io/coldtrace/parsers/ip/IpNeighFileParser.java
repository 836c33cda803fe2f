package io.coldtrace.parsers.ip;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code ip neigh}, with or without {@code -s}.
 *
 * <pre>
 * 10.244.2.0 dev flannel.1 lladdr 02:42:af:d9:ef:c2 PERMANENT
 * 192.168.56.1 dev eth0  ref 1 used 21/21/16 probes 6 FAILED
 * 192.168.56.7 dev eth0 lladdr 52:54:00:12:35:02  used 49/49/49probes 0 STALE
 * 10.244.1.0 lladdr 92:1b:d8:d1:19:96 PERMANENT
 * </pre>
 *
 * Format: iproute2, {@code ip/ipneigh.c}.
 */
public final class IpNeighFileParser extends LineParser {
  private static final Pattern NEIGHBOR =
      Pattern.compile(
          "(?<address>[0-9a-fA-F.:]+)(?:\\s+dev (?<device>\\S+))?(?:\\s+lladdr (?<mac>\\S+))?"
              + "(?:\\s+[a-z_]+| [0-9][0-9/]*(?:probes)?)*?"
              + "\\s+(?<state>[A-Z]+(?:,[A-Z]+)*|proxy)(?:\\s+proto \\S+)?");

  @Override
  public String kind() {
    return "ip-neigh";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Matcher neighbor = NEIGHBOR.matcher(line);
    Optional<Ip> address =
        neighbor.matches() ? Ip.parse(neighbor.group("address")) : Optional.empty();
    if (address.isPresent()) {
      ledger.fact(
          new Neighbor(
              source,
              address.get(),
              orEmpty(neighbor.group("device")),
              orEmpty(neighbor.group("mac")),
              neighbor.group("state")));
    }
  }

  private static String orEmpty(String group) {
    return group == null ? "" : group;
  }
}
