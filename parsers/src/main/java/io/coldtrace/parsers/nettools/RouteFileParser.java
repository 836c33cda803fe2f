package io.coldtrace.parsers.nettools;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Route;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Optional;

/**
 * Reads {@code route -n} and {@code netstat -rn}.
 *
 * <pre>
 * Kernel IP routing table
 * Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
 * 0.0.0.0         192.168.56.1    0.0.0.0         UG    100    0        0 eth0
 * 10.244.0.0      0.0.0.0         255.255.255.0   U     0      0        0 cni0
 * </pre>
 *
 * Format: route(8) and netstat(8) of net-tools and busybox. A gateway that is a name stands among
 * the route's flags.
 */
public final class RouteFileParser implements FileParser {
  @Override
  public String kind() {
    return "route-n";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    RouteTable table = new RouteTable();
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Source source = text.at(number);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (table.heading(line) || isTitle(line)) {
        ledger.ignored(number, Ignored.HEADING);
      } else {
        Optional<Route> route = table.row(line, source);
        route.ifPresent(ledger::fact);
      }
    }
  }

  /** {@code Kernel IP routing table}, {@code Kernel IPv6 routing table}, {@code 内核 IP 路由表}. */
  static boolean isTitle(String line) {
    return line.matches("Kernel IP(v6)? rout(ing|e) (table|cache)")
        || line.matches("内核 ?IP(v6)? ?路由(表|缓存)");
  }
}
