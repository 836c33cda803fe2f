package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.HttpDate;
import io.coldtrace.facts.capture.Probe;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the nodes' clocks are apart: each noted its own time when it asked an HTTP server (the
 * API, CoreDNS), which said what time it had. The server that most nodes reached is the common
 * clock; between nodes it cancels out.
 */
final class ClockOffsets {
  /** Both times are whole seconds, and an answer takes its time. */
  static final double PRECISION = 2;

  /** A node's clock less the server's. */
  private final Map<String, Double> byNode;

  private final double usual;

  private ClockOffsets(Map<String, Double> byNode) {
    this.byNode = byNode;
    List<Double> sorted = byNode.values().stream().sorted().toList();
    usual = sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) / 2);
  }

  static ClockOffsets of(Collection<? extends Fact> facts) {
    Map<String, HttpDate> dates = dates(facts);
    Map<String, Map<String, Double>> byServer = new TreeMap<>();
    for (Probe probe : Facts.only(facts, Probe.class)) {
      HttpDate date = dates.get(probe.node() + "/" + probe.file());
      // A service may be answered by another server each time, but for the API's that is rare.
      if (date != null && !probe.fromPod()) {
        byServer
            .computeIfAbsent(probe.address(), unused -> new TreeMap<>())
            .putIfAbsent(probe.node(), probe.start() - date.epoch());
      }
    }
    return byServer.values().stream()
        .max(Comparator.comparingInt(Map::size))
        .map(ClockOffsets::new)
        .orElseGet(() -> new ClockOffsets(Map.of()));
  }

  /** The first date in what each probe printed, by node and file. */
  static Map<String, HttpDate> dates(Collection<? extends Fact> facts) {
    Map<String, HttpDate> dates = new HashMap<>();
    for (HttpDate date : Facts.only(facts, HttpDate.class)) {
      String file = date.source().file().replaceFirst("\\.err$", "");
      dates.putIfAbsent(date.source().node() + "/" + file, date);
    }
    return dates;
  }

  /** Seconds that the node's clock is ahead of the others; 0 where that cannot be told from 0. */
  double ahead(String node) {
    double ahead = byNode.getOrDefault(node, usual) - usual;
    return Math.abs(ahead) > PRECISION ? ahead : 0;
  }

  /**
   * Whether a clock is off, so that times of different nodes compare no better than the readings.
   */
  boolean unsure() {
    return byNode.keySet().stream().anyMatch(node -> ahead(node) != 0);
  }
}
