package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.UnderlayBlock;
import io.coldtrace.facts.derived.VxlanDelivery;
import io.coldtrace.facts.derived.Walk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * VXLAN packets, without a tunnel those of pods, that the underlay loses: sent, not arrived, and no
 * rule of a node in their way.
 */
final class UnderlayBlocks {
  private UnderlayBlocks() {}

  /** Two nodes, in alphabetical order. */
  record Pair(String one, String other) {
    static Pair of(String a, String b) {
      return a.compareTo(b) <= 0 ? new Pair(a, b) : new Pair(b, a);
    }

    boolean has(String node) {
      return one.equals(node) || other.equals(node);
    }
  }

  static Optional<UnderlayBlock> of(
      Collection<VxlanDelivery> deliveries,
      Collection<Probe> probes,
      Collection<Walk> walks,
      Set<String> lostOnNodes,
      Set<String> collected) {
    boolean tunneled = deliveries.stream().allMatch(delivery -> delivery.port() > 0);
    String carried = tunneled ? "the underlay carries UDP port" : "the underlay carries packets";
    Set<String> crossing = new TreeSet<>();
    walks.stream()
        // Where a rule of a node is not understood, nobody knows that the packets left it.
        .filter(walk -> !walk.verdict().equals("unknown"))
        .filter(walk -> walk.assumes().stream().anyMatch(text -> text.contains(carried)))
        .forEach(walk -> crossing.add(walk.flow()));
    Set<String> silentAtHome = silentAtHome(probes);
    List<Probe> failed =
        probes.stream()
            .filter(probe -> probe.failed() && crossing.contains(probe.id()))
            .filter(probe -> !lostOnNodes.contains(probe.id()))
            .filter(probe -> !silentAtHome.contains(probe.address()))
            .toList();
    Set<Pair> passing = passing(probes, crossing);
    List<VxlanDelivery> lost =
        deliveries.stream()
            .filter(delivery -> delivery.sent() > 0 && delivery.arrived() <= 0)
            // Of a receiver that was not collected nobody knows that its own rules let them in.
            .filter(delivery -> collected.contains(delivery.to()))
            .filter(delivery -> !between(failed, pair(delivery)).isEmpty())
            // Where nobody saw that they did not arrive, one that came through says that they do.
            .filter(delivery -> delivery.arrived() == 0 || !passing.contains(pair(delivery)))
            .toList();
    return lost.isEmpty() ? Optional.empty() : Optional.of(block(lost, failed, deliveries));
  }

  private static Set<Pair> passing(Collection<Probe> probes, Set<String> crossing) {
    return probes.stream()
        .filter(probe -> probe.ok() && crossing.contains(probe.id()))
        .map(probe -> Pair.of(probe.node(), probe.targetNode()))
        .collect(Collectors.toSet());
  }

  /** Who does not answer its own node either, is lost to the others by no underlay. */
  private static Set<String> silentAtHome(Collection<Probe> probes) {
    return probes.stream()
        .filter(probe -> probe.failed() && probe.node().equals(probe.targetNode()))
        .map(Probe::address)
        .filter(address -> !address.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Pair pair(VxlanDelivery delivery) {
    return Pair.of(delivery.from(), delivery.to());
  }

  private static List<Probe> between(List<Probe> failed, Pair pair) {
    return failed.stream()
        .filter(probe -> !probe.targetNode().isEmpty())
        .filter(probe -> Pair.of(probe.node(), probe.targetNode()).equals(pair))
        .toList();
  }

  private static UnderlayBlock block(
      List<VxlanDelivery> lost, List<Probe> failed, Collection<VxlanDelivery> all) {
    // A peer without a capture shows nothing of its own; what is proven elsewhere is not weakened
    // by it.
    List<VxlanDelivery> proven = lost.stream().filter(d -> d.arrived() == 0).toList();
    List<VxlanDelivery> shown = proven.isEmpty() ? lost : proven;
    Set<Pair> hit = new LinkedHashSet<>();
    lost.forEach(delivery -> hit.add(pair(delivery)));
    Set<Pair> pairs = new LinkedHashSet<>();
    all.forEach(delivery -> pairs.add(pair(delivery)));
    TreeSet<String> explained = new TreeSet<>();
    hit.forEach(pair -> between(failed, pair).forEach(probe -> explained.add(probe.id())));
    Set<String> nodes = nodesHit(hit, pairs);
    failed.stream()
        .filter(probe -> probe.targetNode().isEmpty())
        .forEach(probe -> explained.add(probe.id()));
    TreeSet<String> directions = new TreeSet<>();
    List<Source> signs = new ArrayList<>();
    shown.forEach(
        delivery -> {
          directions.add(delivery.from() + " → " + delivery.to());
          signs.add(delivery.source());
        });
    return new UnderlayBlock(
        signs.get(0),
        shown.get(0).port(),
        List.copyOf(nodes),
        List.copyOf(directions),
        signs,
        List.copyOf(explained),
        lost.stream().flatMap(delivery -> delivery.strangers().stream()).toList(),
        !proven.isEmpty());
  }

  /**
   * The nodes whose paths are hit: none if all pairs are; one that all hit pairs have in common;
   * else the fewest that cover them, both ends of a single pair.
   */
  static Set<String> nodesHit(Set<Pair> hit, Set<Pair> all) {
    if (hit.equals(all) && hit.size() > 1) {
      return Set.of();
    }
    TreeSet<String> nodes = new TreeSet<>();
    Set<Pair> left = new LinkedHashSet<>(hit);
    while (!left.isEmpty()) {
      Pair pair = left.iterator().next();
      long one = left.stream().filter(other -> other.has(pair.one())).count();
      long other = left.stream().filter(each -> each.has(pair.other())).count();
      if (one >= other) {
        nodes.add(pair.one());
      }
      if (other >= one) {
        nodes.add(pair.other());
      }
      left.removeIf(each -> nodes.contains(each.one()) || nodes.contains(each.other()));
    }
    return nodes;
  }
}
