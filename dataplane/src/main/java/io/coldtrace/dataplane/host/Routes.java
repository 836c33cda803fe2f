package io.coldtrace.dataplane.host;

import io.coldtrace.dataplane.netfilter.Truth;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.RoutingRule;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A host's routing tables and the rules that choose among them (ip-rule(8), ip-route(8)). IPv4. */
public final class Routes {
  private static final Set<String> REFUSALS = Set.of("blackhole", "unreachable", "prohibit");

  private static final Pattern SUPPRESSED =
      Pattern.compile("suppress_prefixlength ([0-9]{1,2})\\b");

  private final List<Route> all;
  private final Map<String, RouteTable> tables = new HashMap<>();
  private final List<RoutingRule> rules;
  private final boolean custom;

  /** While nobody adds a rule, the kernel keeps the tables local and main as one. */
  private final Optional<RouteTable> merged;

  private final Map<String, RuleSelector> selectors = new ConcurrentHashMap<>();

  Routes(Collection<Route> routes, Collection<RoutingRule> rules) {
    all = routes.stream().filter(route -> route.destination().address().version() == 4).toList();
    all.stream()
        .collect(Collectors.groupingBy(Route::table))
        .forEach((table, own) -> tables.put(table, new RouteTable(own)));
    this.rules = rules.stream().sorted(Comparator.comparingLong(RoutingRule::priority)).toList();
    custom = this.rules.stream().anyMatch(Routes::isCustom);
    merged = custom ? Optional.empty() : Optional.of(new RouteTable(of("local", "main")));
  }

  private List<Route> of(String... names) {
    return Stream.of(names)
        .flatMap(table -> all.stream().filter(route -> route.table().equals(table)))
        .toList();
  }

  /** Whether any route was collected at all. */
  public boolean collected() {
    return !tables.isEmpty();
  }

  /** The file that lists them. */
  public Source source() {
    return all.stream()
        .findFirst()
        .map(route -> new Source(route.source().node(), route.source().file(), 0))
        .orElse(Source.NONE);
  }

  /** Every IPv4 route. */
  public List<Route> all() {
    return all;
  }

  /**
   * The route that a packet of the host itself takes.
   *
   * @param source empty while the packet has no source address yet
   */
  public Optional<Route> lookup(Optional<Ip> source, Ip destination) {
    return lookup(RouteQuery.of(source, destination)).stream().findFirst();
  }

  /**
   * The routes that a packet may take: the first table that a rule leads to and that has one, the
   * longest prefix in it, the lowest metric. Several where the kernel spreads flows over next hops;
   * empty if there is none.
   */
  public List<Route> lookup(RouteQuery query) {
    if (merged.isPresent()) {
      List<Route> found = merged.get().lookup(query);
      return found.isEmpty() || found.get(0).type().equals("throw")
          ? lookup("default", query)
          : found;
    }
    long from = 0;
    for (RoutingRule rule : rules) {
      // A rule that is not understood is taken for none: those that are seen choose by the sender's
      // user.
      if (rule.priority() < from || selector(rule).test(query) != Truth.YES) {
        continue;
      }
      String[] action = rule.action().split(" ", 3);
      if (action[0].equals("goto") && action[1].matches("[0-9]{1,10}")) {
        from = Long.parseLong(action[1]);
        continue;
      }
      List<Route> found = lookup(rule, query);
      if (!found.isEmpty() && !found.get(0).type().equals("throw")) {
        return found;
      }
    }
    return List.of();
  }

  private RuleSelector selector(RoutingRule rule) {
    return selectors.computeIfAbsent(rule.selector(), RuleSelector::new);
  }

  /** Whether anything but the default rules and tables decides. */
  public boolean custom() {
    return custom;
  }

  private static boolean isCustom(RoutingRule rule) {
    return !rule.selector().trim().equals("from all")
        || !List.of("lookup local", "lookup main", "lookup default").contains(rule.action().trim());
  }

  /** Whether a packet's mark has a say. */
  public boolean byMark() {
    return rules.stream().anyMatch(rule -> rule.selector().contains("fwmark"));
  }

  /** What the table of the host's own addresses says of one; empty if it is none of them. */
  public Optional<Route> local(Ip address) {
    RouteTable table = merged.orElseGet(() -> tables.getOrDefault("local", RouteTable.EMPTY));
    return table.lookup(RouteQuery.of(Optional.empty(), address)).stream()
        .filter(route -> route.table().equals("local") && !route.type().equals("unicast"))
        .findFirst();
  }

  /** Whether the table of the host's own addresses was collected. */
  public boolean localCollected() {
    return tables.containsKey("local");
  }

  /** What a rule leads to: routes of its table, or the rule itself refuses. */
  private List<Route> lookup(RoutingRule rule, RouteQuery query) {
    String[] action = rule.action().split(" ", 3);
    if ((action[0].equals("lookup") || action[0].equals("table")) && action.length > 1) {
      return lookup(action[1], query).stream()
          .filter(route -> route.destination().prefix() > suppressed(rule))
          .toList();
    }
    return REFUSALS.contains(action[0]) ? List.of(refusal(rule, action[0])) : List.of();
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

  private List<Route> lookup(String table, RouteQuery query) {
    return tables.getOrDefault(table, RouteTable.EMPTY).lookup(query);
  }
}
