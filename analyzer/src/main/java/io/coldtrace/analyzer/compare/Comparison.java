package io.coldtrace.analyzer.compare;

import io.coldtrace.analyzer.derive.Derivation;
import io.coldtrace.analyzer.diagnose.Essence;
import io.coldtrace.analyzer.trace.Matrix;
import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.report.Difference;
import io.coldtrace.report.Difference.Change;
import io.coldtrace.rules.RuleCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Two snapshots of a cluster, compared by meaning: did the change mend it, and what else changed?
 */
public final class Comparison {
  private Comparison() {}

  /**
   * What the second says otherwise than the first.
   *
   * @param before what the nodes said
   * @param after what they said later
   */
  public static Difference of(
      String title, List<Fact> before, List<Fact> after, RuleCatalog rules) {
    List<Fact> derivedBefore = Derivation.of(before);
    List<Fact> derivedAfter = Derivation.of(after);
    return new Difference(
        title,
        changes(
            "",
            "diagnosis",
            diagnoses(Essence.of(before, derivedBefore, rules)),
            diagnoses(Essence.of(after, derivedAfter, rules))),
        common(changes("", "probe", probes(derivedBefore), probes(derivedAfter))),
        common(changes("", "flow", flows(before), flows(after))),
        facts(before, after));
  }

  private static Map<String, String> diagnoses(Essence essence) {
    Map<String, String> named = new TreeMap<>();
    for (Essence.Named each : essence.causes()) {
      String where = each.nodes().isEmpty() ? "" : " on " + String.join(", ", each.nodes());
      named.put(each.id() + where, each.severity().text() + ", " + each.confidence().word());
    }
    return named;
  }

  private static Map<String, String> probes(List<Fact> derived) {
    Map<String, String> results = new TreeMap<>();
    for (Fact fact : derived) {
      if (fact instanceof Probe probe && !probe.result().equals("skipped")) {
        results.put(
            probe.kind() + " " + probe.node() + " -> " + probe.target(),
            probe.ok() ? "passes" : "fails (" + probe.result() + ")");
      }
    }
    return results;
  }

  private static Map<String, String> flows(List<Fact> facts) {
    Cluster cluster = Cluster.ofFacts(facts);
    Walker walker = new Walker(cluster);
    Map<String, String> verdicts = new TreeMap<>();
    for (Matrix.Cell cell : Matrix.cells(Matrix.members(facts, cluster), walker::walk)) {
      cell.result()
          .ifPresent(
              result ->
                  verdicts.put(
                      cell.kind() + " " + cell.from() + " -> " + cell.to(),
                      result.walk().verdict()));
    }
    return verdicts;
  }

  /** What only one of the snapshots asked is no change. */
  private static List<Change> common(List<Change> changes) {
    return changes.stream()
        .filter(change -> !change.before().isEmpty() && !change.after().isEmpty())
        .toList();
  }

  private static List<Change> facts(Collection<Fact> before, Collection<Fact> after) {
    List<Change> changes = new ArrayList<>();
    Map<List<String>, Map<String, String>> old = statements(before);
    Map<List<String>, Map<String, String>> now = statements(after);
    Set<String> nodes = new TreeSet<>();
    old.keySet().forEach(key -> nodes.add(key.get(0)));
    nodes.retainAll(now.keySet().stream().map(key -> key.get(0)).collect(Collectors.toSet()));
    for (String node : nodes) {
      Set<String> kinds = new TreeSet<>();
      old.keySet().stream().filter(k -> k.get(0).equals(node)).forEach(k -> kinds.add(k.get(1)));
      now.keySet().stream().filter(k -> k.get(0).equals(node)).forEach(k -> kinds.add(k.get(1)));
      for (String kind : kinds) {
        List<String> key = List.of(node, kind);
        changes.addAll(
            changes(node, kind, old.getOrDefault(key, Map.of()), now.getOrDefault(key, Map.of())));
      }
    }
    return changes;
  }

  /** By node and kind: what is spoken of, and what is said of it. */
  static Map<List<String>, Map<String, String>> statements(Collection<? extends Fact> facts) {
    Map<List<String>, Map<String, String>> statements = new HashMap<>();
    for (Fact fact : facts) {
      Statement.of(fact)
          .ifPresent(
              each ->
                  statements
                      .computeIfAbsent(List.of(each.node(), each.kind()), k -> new TreeMap<>())
                      .merge(each.what(), said(each), Comparison::both));
    }
    return statements;
  }

  private static String said(Statement statement) {
    return statement.value().isEmpty() ? "is there" : statement.value();
  }

  /** Where several are alike each thing that is said counts once. */
  private static String both(String one, String other) {
    return one.equals(other) || List.of(one.split(" \\| ", -1)).contains(other)
        ? one
        : one + " | " + other;
  }

  private static List<Change> changes(
      String node, String kind, Map<String, String> before, Map<String, String> after) {
    List<Change> changes = new ArrayList<>();
    Set<String> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    for (String what : all) {
      String old = before.getOrDefault(what, "");
      String now = after.getOrDefault(what, "");
      if (!old.equals(now)) {
        changes.add(new Change(node, kind, what, old, now));
      }
    }
    return changes;
  }
}
