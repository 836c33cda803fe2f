package io.coldtrace.parsers.ip;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import io.coldtrace.parsers.Words;
import java.util.Optional;
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
  private static final Pattern STATE = Pattern.compile("[A-Z][A-Z,]+|proxy");

  @Override
  public String kind() {
    return "ip-neigh";
  }

  @Override
  protected boolean parseDocument(CapturedText text, LineLedger ledger) {
    return ObjectLines.read(
        text, ledger, ObjectLines::neighbor, (line, source) -> parseLine(line, source, ledger));
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Words words = new Words(line);
    Optional<Ip> address = Ip.parse(words.next());
    String device = "";
    String mac = "";
    String state = "";
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "dev" -> device = words.next();
        case "lladdr" -> mac = words.next();
        case "proto", "ref", "used", "probes" -> words.next();
        default -> state = STATE.matcher(word).matches() ? word : state;
      }
    }
    if (address.isPresent() && !state.isEmpty()) {
      ledger.fact(new Neighbor(source, address.get(), device, mac, state));
    }
  }
}
