package io.coldtrace.analyzer.trace;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.Peer;
import io.coldtrace.facts.kubernetes.KubePod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every node to every other, and a pod of each to a pod of every other: pings. */
public final class Matrix {
  /**
   * A pair.
   *
   * @param kind {@code node} or {@code pod}
   * @param result empty if the node where it starts was not collected
   */
  public record Cell(String kind, String from, String to, Optional<Walker.Result> result) {}

  /** Who takes part: the node, its address, and the pod there that stands for its pods. */
  public record Member(String node, Optional<Ip> address, Optional<Ip> pod) {}

  private Matrix() {}

  /** The nodes that were collected, by name. */
  public static List<Member> members(Collection<? extends Fact> facts, Cluster cluster) {
    Map<String, Ip> pods = new TreeMap<>();
    // Into this pod the collector looked: nothing of it has to be assumed.
    for (Fact fact : facts) {
      if (fact instanceof CollectorRun run) {
        Ip.parse(run.about().getOrDefault("pod-address", ""))
            .ifPresent(ip -> pods.putIfAbsent(run.source().node(), ip));
      }
    }
    for (Fact fact : facts) {
      if (fact instanceof KubePod pod && !pod.hostNetwork() && pod.phase().equals("Running")) {
        Ip.parse(pod.ip()).ifPresent(ip -> pods.putIfAbsent(pod.nodeName(), ip));
      }
    }
    for (Fact fact : facts) {
      if (fact instanceof Peer peer && (peer.kind().equals("pod") || peer.kind().equals("dns"))) {
        pods.putIfAbsent(
            cluster.hostOfPod(peer.address()).map(Host::name).orElse(peer.node()), peer.address());
      }
    }
    List<Member> members = new ArrayList<>();
    for (Host host : cluster.hosts()) {
      if (host.routes().collected()) {
        members.add(
            new Member(
                host.name(), host.mainAddress(), Optional.ofNullable(pods.get(host.name()))));
      }
    }
    return members.stream().sorted(Comparator.comparing(Member::node)).toList();
  }

  /** All pairs, walked; the order is that of the members. */
  public static List<Cell> cells(
      List<Member> members, Function<Collection<Flow>, Map<Flow, Walker.Result>> walk) {
    List<Pair> pairs =
        Stream.of("node", "pod")
            .flatMap(kind -> members.stream().flatMap(from -> pairs(kind, from, members)))
            .toList();
    Map<Flow, Walker.Result> walked = walk.apply(pairs.stream().map(Pair::flow).toList());
    return pairs.stream()
        .map(
            pair ->
                new Cell(
                    pair.kind(),
                    pair.from(),
                    pair.to(),
                    Optional.ofNullable(walked.get(pair.flow()))))
        .toList();
  }

  private record Pair(String kind, String from, String to, Flow flow) {}

  private static Stream<Pair> pairs(String kind, Member from, List<Member> members) {
    boolean pods = kind.equals("pod");
    return members.stream().flatMap(to -> pair(kind, from, to, pods).stream());
  }

  private static Optional<Pair> pair(String kind, Member from, Member to, boolean pods) {
    Optional<Ip> target = pods ? to.pod() : to.address();
    boolean sends = !pods || from.pod().isPresent();
    if (target.isEmpty() || !sends || from.node().equals(to.node())) {
      return Optional.empty();
    }
    Optional<Ip> sender = pods ? from.pod() : Optional.empty();
    String id = kind + " " + from.node() + " to " + to.node();
    return Optional.of(
        new Pair(
            kind,
            from.node(),
            to.node(),
            new Flow(id, false, from.node(), sender, to.node(), target.get(), "icmp", -1)));
  }
}
