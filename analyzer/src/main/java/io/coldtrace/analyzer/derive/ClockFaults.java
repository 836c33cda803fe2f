package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.HttpDate;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.ClockFault;
import io.coldtrace.facts.kernel.ClockTracking;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Clocks that are off: by what keeps them, and by the date that HTTP servers on one node told the
 * probes of another.
 */
final class ClockFaults {
  /** Certificates and leases bear this much. */
  private static final double SECONDS = 5;

  /** A date has whole seconds, and the answer takes a while. */
  private static final double SECONDS_OF_DATES = 10;

  /** What a node's answer said of its clock, seen from the asker's. */
  private record Seen(String asker, String answerer, double ahead, Source source) {}

  private ClockFaults() {}

  static List<ClockFault> of(Collection<? extends Fact> facts, Collection<Probe> probes) {
    Map<String, ClockFault> faults = new TreeMap<>();
    for (ClockTracking clock : Facts.only(facts, ClockTracking.class)) {
      boolean off = Math.abs(clock.offset()) > SECONDS;
      if (off || !clock.synchronised()) {
        String node = clock.source().node();
        ClockFault fault =
            new ClockFault(
                clock.source(),
                node,
                clock.offset(),
                clock.synchronised(),
                clock.reference(),
                clock.tool());
        // A clock that is off says more than one that nobody keeps.
        faults.merge(node, fault, (old, other) -> old.seconds() == 0 ? other : old);
      }
    }
    Map<String, List<Seen>> seen = seen(facts, probes);
    offsets(seen)
        .forEach(
            (node, ahead) -> {
              ClockFault known = faults.get(node);
              if (Math.abs(ahead) > SECONDS_OF_DATES && (known == null || known.seconds() == 0)) {
                faults.put(node, byDates(node, ahead, seen.get(node), known));
              }
            });
    return List.copyOf(faults.values());
  }

  private static ClockFault byDates(String node, double ahead, List<Seen> seen, ClockFault known) {
    Seen shown =
        seen.stream().filter(each -> each.answerer().equals(node)).findFirst().orElse(seen.get(0));
    String peer = shown.asker().equals(node) ? shown.answerer() : shown.asker();
    return new ClockFault(
        shown.source(),
        node,
        Math.rint(ahead),
        known == null || known.kept(),
        peer,
        known == null ? "" : known.tool());
  }

  /** By either end. */
  private static Map<String, List<Seen>> seen(
      Collection<? extends Fact> facts, Collection<Probe> probes) {
    Map<String, HttpDate> dates = ClockOffsets.dates(facts);
    Map<String, List<Seen>> seen = new TreeMap<>();
    for (Probe probe : probes) {
      HttpDate date = dates.get(probe.node() + "/" + probe.file());
      if (date != null && UnreachableNodes.crosses(probe)) {
        double ahead = date.epoch() - (probe.start() + probe.duration() / 2);
        Seen each = new Seen(probe.node(), probe.targetNode(), ahead, date.source());
        seen.computeIfAbsent(probe.node(), node -> new ArrayList<>()).add(each);
        seen.computeIfAbsent(probe.targetNode(), node -> new ArrayList<>()).add(each);
      }
    }
    return seen;
  }

  /** What each clock is ahead of the one that most agree with; of two, of the first. */
  private static Map<String, Double> offsets(Map<String, List<Seen>> seen) {
    Map<String, Double> all = new TreeMap<>();
    for (String start : seen.keySet()) {
      if (all.containsKey(start)) {
        continue;
      }
      Map<String, Double> connected = new TreeMap<>(Map.of(start, 0.0));
      List<String> open = new ArrayList<>(List.of(start));
      for (int i = 0; i < open.size(); i++) {
        String node = open.get(i);
        for (Seen each : seen.get(node)) {
          boolean asked = each.asker().equals(node);
          String other = asked ? each.answerer() : each.asker();
          double offset = connected.get(node) + (asked ? each.ahead() : -each.ahead());
          if (connected.putIfAbsent(other, offset) == null) {
            open.add(other);
          }
        }
      }
      double right = agreed(connected.values());
      connected.forEach((node, offset) -> all.put(node, offset - right));
    }
    return all;
  }

  private static double agreed(Collection<Double> offsets) {
    double best = 0;
    long most = 0;
    for (double offset : offsets) {
      long alike =
          offsets.stream().filter(other -> Math.abs(other - offset) < SECONDS_OF_DATES).count();
      if (alike > most) {
        most = alike;
        best = offset;
      }
    }
    return best;
  }
}
