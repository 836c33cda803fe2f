package io.coldtrace.dataplane.host;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.RoutingRule;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A host's routing tables and the rules that choose among them (ip-rule(8), ip-route(8)). IPv4. */
public final class Routes {
  private static final List<String> DEFAULT_TABLES = List.of("local", "main", "default");

  private static final Set<String> REFUSALS = Set.of("blackhole", "unreachable", "prohibit");

  private static final Pattern SUPPRESSED =
      Pattern.compile("suppress_prefixlength ([0-9]{1,2})\\b");

  private final Map<String, List<Route>> tables;
  private final List<RoutingRule> rules;

  Routes(Collection<Route> routes, Collection<RoutingRule> rules) {
    this.tables =
        routes.stream()
            .filter(route -> route.destination().address().version() == 4)
            .collect(Collectors.groupingBy(Route::table));
    this.rules = rules.stream().sorted(Comparator.comparingLong(RoutingRule::priority)).toList();
  }

  /** Whether any route was collected at all. */
  public boolean collected() {
    return !tables.isEmpty();
  }

  /** The file that lists them. */
  public Source source() {
    return all().stream()
        .findFirst()
        .map(route -> new Source(route.source().node(), route.source().file(), 0))
        .orElse(Source.NONE);
  }

  /** Every IPv4 route. */
  public List<Route> all() {
    return tables.values().stream().flatMap(List::stream).toList();
  }

  /**
   * The route that a packet takes: the first table that a rule leads to and that has one, the
   * longest prefix in it, the lowest metric.
   *
   * @param source empty while the packet has no source address yet
   */
  public Optional<Route> lookup(Optional<Ip> source, Ip destination) {
    if (rules.isEmpty()) {
      return DEFAULT_TABLES.stream()
          .map(table -> lookup(table, destination))
          .flatMap(Optional::stream)
          .findFirst();
    }
    return rules.stream()
        .filter(rule -> applies(rule, source, destination))
        .map(rule -> lookup(rule, destination))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What a rule leads to: a route of its table, or the rule itself refuses. */
  private Optional<Route> lookup(RoutingRule rule, Ip destination) {
    String[] action = rule.action().split(" ", 3);
    if (action[0].equals("lookup") && action.length > 1) {
      return lookup(action[1], destination)
          .filter(route -> route.destination().prefix() > suppressed(rule));
    }
    return REFUSALS.contains(action[0]) ? Optional.of(refusal(rule, action[0])) : Optional.empty();
  }

  /** Routes with so short a prefix do not count: {@code suppress_prefixlength 0}; -1 if all do. */
  private static int suppressed(RoutingRule rule) {
    Matcher matcher = SUPPRESSED.matcher(rule.action());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private static Route refusal(RoutingRule rule, String type) {
    return new Route(
        rule.source(),
        type,
        "",
        Cidr.of("default"),
        Optional.empty(),
        "",
        Optional.empty(),
        0,
        "",
        "global",
        List.of());
  }

  /**
   * Rules by mark, device or other selectors wait for the full model; the walks' packets carry none
   * of these.
   */
  private static boolean applies(RoutingRule rule, Optional<Ip> source, Ip destination) {
    String[] words = rule.selector().trim().split(" +", -1);
    for (int i = 0; i + 1 < words.length; i += 2) {
      String network = words[i + 1];
      boolean holds =
          switch (words[i]) {
            case "from" ->
                network.equals("all") || source.map(ip -> isIn(ip, network)).orElse(false);
            case "to" -> network.equals("all") || isIn(destination, network);
            default -> false;
          };
      if (!holds) {
        return false;
      }
    }
    return words.length % 2 == 0;
  }

  private static boolean isIn(Ip ip, String network) {
    return Cidr.parse(network).map(cidr -> cidr.contains(ip)).orElse(false);
  }

  private Optional<Route> lookup(String table, Ip destination) {
    return tables.getOrDefault(table, List.of()).stream()
        .filter(route -> !route.type().equals("broadcast") && !route.type().equals("multicast"))
        .filter(route -> !route.flags().contains("dead"))
        .filter(route -> route.destination().contains(destination))
        .min(
            Comparator.comparingInt((Route route) -> -route.destination().prefix())
                .thenComparingLong(Route::metric))
        // It throws the packet out of this table; the next rule is asked.
        .filter(route -> !route.type().equals("throw"));
  }
}
