package io.coldtrace.parsers.nettools;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Route;
import io.coldtrace.parsers.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The routing table as {@code route} and {@code netstat -r} print it, for both IP versions.
 *
 * <pre>
 * Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
 * 10.244.1.0      10.244.1.0      255.255.255.0   UG    0      0        0 flannel.1
 *
 * Destination                    Next Hop                   Flag Met Ref Use If
 * fe80::/64                      [::]                       U    256 1     0 eth0
 * </pre>
 *
 * Names stand in place of networks where {@code -n} was not given.
 */
final class RouteTable {
  /** What Debian and Red Hat name in networks(5). */
  private static final Map<String, String> NETWORKS =
      Map.of("default", "0.0.0.0", "link-local", "169.254.0.0", "loopback", "127.0.0.0");

  private static final Set<String> NO_GATEWAY = Set.of("0.0.0.0", "*", "::", "[::]", "-");
  private static final Pattern FLAGS = Pattern.compile("[UGHRDMACSPEeIn!]{1,10}a?d?c?");

  /** {@code netstat -r} has {@code MSS} and {@code Window} where {@code route} has the metric. */
  private boolean hasMetric = true;

  /** Takes a line of column names, in any language; false if it is none. */
  boolean heading(String line) {
    Words words = new Words(line);
    boolean heading =
        words.contains("Genmask")
            || line.contains("Next Hop")
            || (line.contains("网关") && line.contains("接口"))
            || line.contains("下一跳");
    if (heading) {
      hasMetric = !words.at(4).equals("MSS");
    }
    return heading;
  }

  /** The route of a row; empty if the line is no row. */
  Optional<Route> row(String line, Source source) {
    Words words = new Words(line);
    return words.at(0).indexOf(':') >= 0 || words.at(0).equals("[::]/0")
        ? row6(words, source)
        : row4(words, source);
  }

  private Optional<Route> row4(Words words, Source source) {
    String destination = NETWORKS.getOrDefault(words.at(0), words.at(0));
    Optional<Cidr> network = Cidr.parse(destination + "/" + words.at(2));
    boolean isRow =
        network.isPresent() && words.count() >= 8 && FLAGS.matcher(words.at(3)).matches();
    return isRow
        ? Optional.of(
            route(
                network.get(),
                words.at(1),
                words.at(3),
                hasMetric ? words.at(4) : "0",
                words.at(7),
                source))
        : Optional.empty();
  }

  /** The next hop may be so long that it touches the flags; that is no row then. */
  private static Optional<Route> row6(Words words, Source source) {
    Optional<Cidr> network = Cidr.parse(words.at(0).replaceAll("[\\[\\]]", ""));
    boolean isRow =
        network.isPresent() && words.count() >= 7 && FLAGS.matcher(words.at(2)).matches();
    return isRow
        ? Optional.of(
            route(network.get(), words.at(1), words.at(2), words.at(3), words.at(6), source))
        : Optional.empty();
  }

  private static Route route(
      Cidr network, String via, String flags, String metric, String device, Source source) {
    boolean refuses = flags.indexOf('!') >= 0;
    boolean hasGateway = !NO_GATEWAY.contains(via) && flags.indexOf('G') >= 0;
    Optional<Ip> gateway = hasGateway ? Ip.parse(via) : Optional.empty();
    List<String> named = hasGateway && gateway.isEmpty() ? List.of("via " + via) : List.of();
    return new Route(
        source,
        refuses ? "unreachable" : "unicast",
        "main",
        network,
        gateway,
        device.equals("-") ? "" : device,
        Optional.empty(),
        Words.isLong(metric) ? Long.parseLong(metric) : 0,
        "",
        hasGateway || network.address().version() == 6 || refuses ? "global" : "link",
        named);
  }
}
