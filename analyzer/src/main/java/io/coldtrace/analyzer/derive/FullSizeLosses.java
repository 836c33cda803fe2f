package io.coldtrace.analyzer.derive;

import io.coldtrace.analyzer.derive.UnderlayBlocks.Pair;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.FullSizeLoss;
import io.coldtrace.facts.network.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Full-size packets that are lost between nodes where small ones arrive. */
final class FullSizeLosses {
  private static final Pattern PAYLOAD = Pattern.compile("\\bping\\b.* -s (\\d{1,6})\\b");

  /** An IP and an ICMP header. */
  static final int HEADERS = 28;

  /** Outer Ethernet, IP, UDP and VXLAN headers. */
  private static final int ENCAPSULATION = 50;

  private static final int DEFAULT_PAYLOAD = 56;

  private final Map<String, String> commands = new HashMap<>();
  private final Collection<Probe> probes;
  private final boolean tunneled;

  private FullSizeLosses(Collection<? extends Fact> facts, Collection<Probe> probes) {
    this.probes = probes;
    tunneled = Facts.only(facts, Link.class).stream().anyMatch(TunnelEnds::isFlannels);
    for (CapturedFile file : Facts.only(facts, CapturedFile.class)) {
      commands.putIfAbsent(file.source().node() + "/" + file.file(), file.argv());
    }
  }

  /**
   * @param explained failed probes that something on a node accounts for
   */
  static Optional<FullSizeLoss> of(
      Collection<? extends Fact> facts, Collection<Probe> probes, Set<String> explained) {
    return new FullSizeLosses(facts, probes).found(explained);
  }

  private Optional<FullSizeLoss> found(Set<String> explained) {
    List<Probe> lost = lost(probes, explained);
    return lost.isEmpty() ? Optional.empty() : Optional.of(loss(lost));
  }

  /** Failed probes of full size to another node that nothing explains and whose small ones pass. */
  static List<Probe> lost(Collection<Probe> probes, Set<String> explained) {
    Map<String, Probe> small = new HashMap<>();
    probes.stream()
        .filter(probe -> crosses(probe) && !probe.kind().endsWith("-full"))
        .forEach(probe -> small.put(path(probe), probe));
    return probes.stream()
        .filter(probe -> probe.failed() && probe.kind().endsWith("-full"))
        .filter(probe -> crosses(probe) && !explained.contains(probe.id()))
        .filter(probe -> Optional.ofNullable(small.get(path(probe))).map(Probe::ok).orElse(false))
        .toList();
  }

  private static boolean crosses(Probe probe) {
    return !probe.targetNode().isEmpty() && !probe.targetNode().equals(probe.node());
  }

  /** The same question of the same asker to the same address, whatever its size. */
  private static String path(Probe probe) {
    return probe.node() + " " + probe.kind().replace("-full", "") + " " + probe.address();
  }

  private FullSizeLoss loss(List<Probe> lost) {
    Set<Pair> hit = new LinkedHashSet<>();
    lost.forEach(probe -> hit.add(Pair.of(probe.node(), probe.targetNode())));
    Set<Pair> pairs = new LinkedHashSet<>();
    List<Probe> passed = new ArrayList<>();
    for (Probe probe : probes) {
      if (crosses(probe) && probe.ok() && probe.question().startsWith("ping-")) {
        pairs.add(Pair.of(probe.node(), probe.targetNode()));
        passed.add(probe);
      }
    }
    Map<String, Source> directions = new TreeMap<>();
    lost.forEach(
        probe -> directions.putIfAbsent(probe.node() + " → " + probe.targetNode(), probe.source()));
    return new FullSizeLoss(
        directions.values().iterator().next(),
        List.copyOf(UnderlayBlocks.nodesHit(hit, pairs)),
        List.copyOf(directions.keySet()),
        lost.stream().mapToInt(this::size).min().orElse(-1),
        passed.stream()
            .filter(probe -> hit.contains(Pair.of(probe.node(), probe.targetNode())))
            .mapToInt(this::size)
            .max()
            .orElse(-1),
        lost.stream().anyMatch(probe -> probe.result().equals("too-long")),
        lost.stream().anyMatch(probe -> probe.question().equals("ping-node")),
        List.copyOf(directions.values()),
        lost.stream().map(Probe::id).sorted().toList());
  }

  /** Of the packet on the underlay. */
  private int size(Probe probe) {
    Matcher payload = PAYLOAD.matcher(commands.getOrDefault(probe.node() + "/" + probe.file(), ""));
    int bytes = payload.find() ? Integer.parseInt(payload.group(1)) : DEFAULT_PAYLOAD;
    boolean plain = !tunneled || probe.question().equals("ping-node");
    return bytes + HEADERS + (plain ? 0 : ENCAPSULATION);
  }
}
