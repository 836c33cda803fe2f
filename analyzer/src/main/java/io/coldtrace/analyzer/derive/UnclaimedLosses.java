package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.derived.PacketLoss;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.RoutingRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Places of the routing and of the tunnel where the model loses packets and that no fault found so
 * far accounts for: each is a fault by itself, of the area that its reason gives.
 */
final class UnclaimedLosses {
  private static final Map<String, String> AREAS =
      Map.ofEntries(
          Map.entry("no-route", "route"),
          Map.entry("misrouted", "route"),
          Map.entry("blackhole-route", "blackhole"),
          Map.entry("unreachable-route", "blackhole"),
          Map.entry("prohibit-route", "blackhole"),
          Map.entry("neighbor-unresolved", "neighbor"),
          Map.entry("no-fdb-entry", "fdb"),
          Map.entry("wrong-fdb-entry", "fdb"),
          Map.entry("vni-mismatch", "vni"),
          Map.entry("vtep-mac-mismatch", "mac"),
          Map.entry("no-bridge-port", "veth"),
          Map.entry("not-on-bridge", "veth"));

  private static final Set<String> COMMON_TABLES = Set.of("main", "local", "default");

  private final NodeFacts facts;
  private final Collection<Walk> walks;

  private UnclaimedLosses(NodeFacts facts, Collection<Walk> walks) {
    this.facts = facts;
    this.walks = walks;
  }

  static List<OverlayFault> of(
      Collection<? extends Fact> captured,
      Collection<Walk> walks,
      Collection<PacketLoss> losses,
      Collection<OverlayFault> faults) {
    Set<String> claimed = new TreeSet<>();
    faults.forEach(fault -> claimed.addAll(fault.flows()));
    NodeFacts facts = new NodeFacts(captured, Set.of(Route.class, RoutingRule.class));
    UnclaimedLosses found = new UnclaimedLosses(facts, walks);
    List<OverlayFault> all = new ArrayList<>();
    for (PacketLoss loss : losses) {
      found.fault(loss).filter(fault -> !claimed.containsAll(fault.flows())).ifPresent(all::add);
    }
    return all;
  }

  private Optional<OverlayFault> fault(PacketLoss loss) {
    Optional<RoutingRule> rule = policy(loss);
    if (rule.isPresent()) {
      String written =
          "priority %d %s %s"
              .formatted(rule.get().priority(), rule.get().selector().trim(), rule.get().action());
      List<String> repairs = List.of("ip rule del " + written);
      return Optional.of(
          fault(loss, "policy", rule.get().source(), written, "lookup main", repairs));
    }
    return Optional.ofNullable(AREAS.get(loss.reason()))
        .map(area -> fault(loss, area, loss.source(), loss.text(), "", List.of()));
  }

  /** The rule that leads to a table of its own, or that refuses by itself. */
  private Optional<RoutingRule> policy(PacketLoss loss) {
    Optional<String> table =
        facts.on(loss.node(), Route.class).stream()
            .filter(route -> route.source().equals(loss.source()))
            .map(Route::table)
            .filter(name -> !COMMON_TABLES.contains(name))
            .findFirst();
    return facts.on(loss.node(), RoutingRule.class).stream()
        .filter(
            rule ->
                rule.source().equals(loss.source())
                    || table
                        .filter(name -> rule.action().matches("lookup " + name + "( .*)?"))
                        .isPresent())
        .min(Comparator.comparingLong(RoutingRule::priority));
  }

  private OverlayFault fault(
      PacketLoss loss,
      String area,
      Source source,
      String actual,
      String expected,
      List<String> repairs) {
    // Of a service that may reach another pod the walk is lost only if the probe was.
    TreeSet<String> flows = new TreeSet<>(loss.probes());
    walks.stream()
        .filter(Walk::lost)
        .filter(walk -> walk.node().equals(loss.node()) && walk.reason().equals(loss.reason()))
        .filter(walk -> walk.source().equals(loss.source()))
        .forEach(walk -> flows.add(walk.flow()));
    return new OverlayFault(
        source,
        loss.node(),
        area,
        "",
        List.of(),
        actual,
        expected,
        repairs,
        List.copyOf(flows),
        loss.probes());
  }
}
