package io.coldtrace.parsers.ip;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Route;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of a route: its type, its destination, then keys with values, and flags. */
final class RouteLine {
  private static final Set<String> TYPES =
      Set.of(
          "unicast",
          "local",
          "broadcast",
          "multicast",
          "blackhole",
          "unreachable",
          "prohibit",
          "throw",
          "anycast",
          "nat");

  private static final Set<String> KEYS =
      Set.of(
          "advmss",
          "age",
          "congctl",
          "cwnd",
          "dev",
          "error",
          "expires",
          "features",
          "from",
          "hoplimit",
          "iif",
          "initcwnd",
          "initrwnd",
          "metric",
          "mtu",
          "nhid",
          "pref",
          "proto",
          "quickack",
          "realm",
          "realms",
          "reordering",
          "rto_min",
          "rtt",
          "rttvar",
          "scope",
          "src",
          "ssthresh",
          "table",
          "tos",
          "uid",
          "used",
          "users",
          "via",
          "weight",
          "window");

  /** Of these the kernel may be told to leave the value alone: {@code mtu lock 1400}. */
  private static final Set<String> LOCKABLE =
      Set.of(
          "advmss",
          "cwnd",
          "hoplimit",
          "initcwnd",
          "initrwnd",
          "mtu",
          "quickack",
          "reordering",
          "rto_min",
          "rtt",
          "rttvar",
          "ssthresh",
          "window");

  private static final Set<String> ONLY_IPV6 = Set.of("pref", "hoplimit", "error");

  private final String type;
  private final String destination;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> flags = new ArrayList<>();

  /** An IPv4 route through an IPv6 gateway: {@code via inet6 fd00::7}. */
  private boolean foreignGateway;

  private RouteLine(String type, String destination) {
    this.type = type;
    this.destination = destination;
  }

  static Optional<RouteLine> parse(String line) {
    Words words = new Words(line);
    String type = TYPES.contains(words.peek()) ? words.next() : "unicast";
    RouteLine route = new RouteLine(type, words.next());
    boolean understood = Cidr.parse(route.destination).isPresent() && route.attributes(words);
    return understood ? Optional.of(route) : Optional.empty();
  }

  /** False if a key stands without its value, or an address or number is none. */
  private boolean attributes(Words words) {
    while (words.hasNext()) {
      String word = words.next();
      if (!KEYS.contains(word)) {
        flags.add(word);
        continue;
      }
      if (word.equals("via") && words.peek().equals("inet6")) {
        foreignGateway = true;
        words.next();
      } else if (LOCKABLE.contains(word) && words.peek().equals("lock")) {
        words.next();
      }
      if (!words.hasNext()) {
        return false;
      }
      values.put(word, words.next());
    }
    return (!values.containsKey("via") || address("via").isPresent())
        && (!values.containsKey("src") || address("src").isPresent())
        && values.getOrDefault("metric", "0").matches("[0-9]{1,18}");
  }

  /** Whether it says where packets go; else next hops must follow. */
  boolean leadsSomewhere() {
    return values.containsKey("dev") || values.containsKey("via") || !type.equals("unicast");
  }

  /**
   * Adds a route for each {@code nexthop via 10.0.0.1 dev eth0 weight 1}.
   *
   * @return false if none was understood
   */
  boolean nextHops(String line, Source source, LineLedger ledger) {
    boolean any = false;
    for (String hop : line.strip().split("(^|\\s+)nexthop\\s+", -1)) {
      RouteLine way = new RouteLine(type, destination);
      way.values.putAll(values);
      way.flags.addAll(flags);
      way.flags.add("nexthop");
      if (!hop.isEmpty() && way.attributes(new Words(hop)) && way.leadsSomewhere()) {
        ledger.fact(way.route(source));
        any = true;
      }
    }
    return any;
  }

  Route route(Source source) {
    return new Route(
        source,
        type,
        values.getOrDefault("table", "main"),
        network(),
        address("via"),
        values.getOrDefault("dev", ""),
        address("src"),
        Long.parseLong(values.getOrDefault("metric", "0")),
        values.getOrDefault("proto", ""),
        values.getOrDefault("scope", "global"),
        List.copyOf(flags));
  }

  private Optional<Ip> address(String key) {
    return Ip.parse(values.getOrDefault(key, ""));
  }

  /** The word {@code default} does not say of which IP version it is, but its company does. */
  private Cidr network() {
    boolean six =
        values.keySet().stream().anyMatch(ONLY_IPV6::contains)
            || address("src").filter(ip -> ip.version() == 6).isPresent()
            || (!foreignGateway && address("via").filter(ip -> ip.version() == 6).isPresent());
    return destination.equals("default") && six
        ? new Cidr(new Ip(6, 0, 0), 0)
        : Cidr.of(destination);
  }
}
