package io.coldtrace.analyzer.derive;

import io.coldtrace.analyzer.derive.UnderlayBlocks.Pair;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.UnreachableNode;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Neighbor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Nodes of which no other node gets any answer. */
final class UnreachableNodes {
  /** Somebody there refused: it is reached. */
  private static final Set<String> ANSWERS = Set.of("refused", "prohibited", "name-error");

  private final NodeFacts facts;
  private final List<Probe> failed;
  private final List<Probe> services;

  private UnreachableNodes(NodeFacts facts, List<Probe> failed, List<Probe> services) {
    this.facts = facts;
    this.failed = failed;
    this.services = services;
  }

  /**
   * @param explained failed probes that something on a node accounts for
   */
  static List<UnreachableNode> of(
      Collection<? extends Fact> captured, Collection<Probe> probes, Set<String> explained) {
    List<Probe> crossing = probes.stream().filter(UnreachableNodes::crosses).toList();
    Set<Pair> alive = new LinkedHashSet<>();
    crossing.stream()
        .filter(probe -> probe.ok() || ANSWERS.contains(probe.result()))
        .forEach(probe -> alive.add(pair(probe)));
    List<Probe> failed =
        crossing.stream()
            .filter(probe -> probe.failed() && !explained.contains(probe.id()))
            .filter(probe -> !alive.contains(pair(probe)))
            .toList();
    Set<Pair> dead = new LinkedHashSet<>();
    failed.stream()
        .filter(probe -> probe.kind().equals("ping-node"))
        .forEach(probe -> dead.add(pair(probe)));
    // Where ping alone was tried, it may be that alone which is filtered.
    dead.retainAll(
        failed.stream()
            .filter(probe -> !probe.question().equals("ping-node"))
            .map(UnreachableNodes::pair)
            .toList());
    NodeFacts known = new NodeFacts(captured, Set.of(InterfaceAddress.class, Neighbor.class));
    List<Probe> services =
        probes.stream()
            .filter(probe -> probe.failed() && !explained.contains(probe.id()))
            .filter(ServiceProxies::asksService)
            .toList();
    return new UnreachableNodes(known, failed, services).among(dead, alive);
  }

  static boolean crosses(Probe probe) {
    return !probe.targetNode().isEmpty() && !probe.targetNode().equals(probe.node());
  }

  static Pair pair(Probe probe) {
    return Pair.of(probe.node(), probe.targetNode());
  }

  private List<UnreachableNode> among(Set<Pair> dead, Set<Pair> alive) {
    Set<Pair> all = new LinkedHashSet<>(dead);
    all.addAll(alive);
    Set<String> hit = new TreeSet<>(UnderlayBlocks.nodesHit(dead, all));
    if (hit.isEmpty()) {
      dead.forEach(pair -> hit.addAll(List.of(pair.one(), pair.other())));
    }
    hit.removeIf(node -> alive.stream().anyMatch(pair -> pair.has(node)));
    List<UnreachableNode> nodes = new ArrayList<>();
    hit.forEach(node -> unreachable(node).ifPresent(nodes::add));
    return nodes;
  }

  private Optional<UnreachableNode> unreachable(String node) {
    Map<String, Probe> pings = new TreeMap<>();
    failed.stream()
        .filter(probe -> probe.kind().equals("ping-node") && probe.targetNode().equals(node))
        .forEach(probe -> pings.putIfAbsent(probe.node(), probe));
    if (pings.isEmpty()) {
      return Optional.empty();
    }
    String address = pings.values().iterator().next().address();
    List<Source> signs = new ArrayList<>();
    pings.values().forEach(ping -> signs.add(ping.source()));
    List<Neighbor> known =
        Ip.parse(address).map(ip -> neighbors(pings.keySet(), ip)).orElse(List.of());
    known.forEach(entry -> signs.add(entry.source()));
    List<String> probes =
        Stream.concat(
                failed.stream()
                    .filter(probe -> probe.node().equals(node) || probe.targetNode().equals(node)),
                // What it asks of a service is asked of another node, which it does not reach.
                services.stream().filter(probe -> probe.node().equals(node)))
            .map(Probe::id)
            .distinct()
            .sorted()
            .toList();
    return Optional.of(
        new UnreachableNode(
            signs.get(0),
            node,
            address,
            List.copyOf(pings.keySet()),
            signs,
            known.stream().anyMatch(entry -> !entry.mac().isEmpty()),
            Ip.parse(address).filter(ip -> isBehindRouter(pings.keySet(), ip)).isPresent(),
            probes));
  }

  /** What the askers' tables hold of it, the unresolved first. */
  private List<Neighbor> neighbors(Set<String> askers, Ip address) {
    return askers.stream()
        .flatMap(asker -> facts.on(asker, Neighbor.class).stream())
        .filter(entry -> entry.address().equals(address))
        .sorted(Comparator.comparing((Neighbor entry) -> !entry.mac().isEmpty()))
        .toList();
  }

  private boolean isBehindRouter(Set<String> askers, Ip address) {
    List<InterfaceAddress> own =
        askers.stream().flatMap(asker -> facts.on(asker, InterfaceAddress.class).stream()).toList();
    return !own.isEmpty() && own.stream().noneMatch(each -> each.address().contains(address));
  }
}
