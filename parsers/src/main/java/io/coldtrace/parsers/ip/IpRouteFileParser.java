package io.coldtrace.parsers.ip;

import io.coldtrace.facts.Source;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Optional;

/**
 * Reads {@code ip route}, of one table or all. A route with several next hops becomes one route for
 * each, flagged {@code nexthop}, whose line is the next hop's.
 *
 * <pre>
 * default via 192.168.56.1 dev eth0 proto dhcp src 192.168.56.11 metric 100
 * 10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink
 * local 10.244.0.1 dev cni0 table local proto kernel scope host src 10.244.0.1
 * unreachable default dev lo metric 4294967295 error -101 pref medium
 * 10.9.0.0/16 proto bird
 * 	nexthop via 10.0.0.1 dev eth0 weight 1
 * </pre>
 *
 * Format: iproute2, {@code ip/iproute.c}; busybox prints a part of it.
 */
public final class IpRouteFileParser implements FileParser {
  @Override
  public String kind() {
    return "ip-route";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    if (ObjectLines.read(
        text, ledger, ObjectLines::route, (line, source) -> whole(line, source, ledger))) {
      return;
    }
    Optional<RouteLine> head = Optional.empty();
    int headLine = 0;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).replaceAll("[\\s\\\\]+", " ").strip();
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (line.equals("cache") || line.startsWith("cache ")) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      } else if (line.startsWith("nexthop ")) {
        if (head.isPresent() && head.get().nextHops(line, text.at(number), ledger)) {
          ledger.factLine(headLine);
        }
      } else {
        head = whole(line, text.at(number), ledger);
        headLine = number;
      }
    }
  }

  /** A route with its next hops, as far as they stand in the same line. */
  private static Optional<RouteLine> whole(String line, Source source, LineLedger ledger) {
    int hops = line.indexOf(" nexthop ");
    Optional<RouteLine> head = RouteLine.parse(hops < 0 ? line : line.substring(0, hops));
    if (head.isPresent() && hops >= 0) {
      head.get().nextHops(line.substring(hops), source, ledger);
    } else if (head.isPresent() && head.get().leadsSomewhere()) {
      ledger.fact(head.get().route(source));
    }
    return head;
  }
}
