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
import java.util.Comparator;
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
  private static final Comparator<Subject> ORDER =
      Comparator.comparing(Subject::node).thenComparing(Subject::kind).thenComparing(Subject::what);

  private Comparison() {}

  /** What is spoken of. */
  record Subject(String node, String kind, String what) implements Comparable<Subject> {
    @Override
    public int compareTo(Subject other) {
      return ORDER.compare(this, other);
    }
  }

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
            diagnoses(Essence.of(before, derivedBefore, rules)),
            diagnoses(Essence.of(after, derivedAfter, rules))),
        common(changes(probes(derivedBefore), probes(derivedAfter))),
        common(changes(flows(before), flows(after))),
        facts(before, after));
  }

  private static Map<Subject, String> diagnoses(Essence essence) {
    Map<Subject, String> named = new TreeMap<>();
    for (Essence.Named each : essence.causes()) {
      named.put(
          new Subject(String.join(", ", each.nodes()), "diagnosis", each.id()),
          each.severity().text() + " " + each.confidence().word());
    }
    return named;
  }

  private static Map<Subject, String> probes(List<Fact> derived) {
    Map<Subject, String> results = new TreeMap<>();
    for (Fact fact : derived) {
      if (fact instanceof Probe probe && !probe.result().equals("skipped")) {
        results.put(
            new Subject(probe.node(), probe.kind(), probe.target()),
            probe.ok() ? "ok" : probe.result());
      }
    }
    return results;
  }

  private static Map<Subject, String> flows(List<Fact> facts) {
    Cluster cluster = Cluster.ofFacts(facts);
    Walker walker = new Walker(cluster);
    Map<Subject, String> verdicts = new TreeMap<>();
    for (Matrix.Cell cell : Matrix.cells(Matrix.members(facts, cluster), walker::walk)) {
      cell.result()
          .ifPresent(
              result ->
                  verdicts.put(
                      new Subject("", cell.kind(), cell.from() + " -> " + cell.to()),
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

  /** Of nodes that only one of the snapshots has, nothing is different. */
  private static List<Change> facts(Collection<Fact> before, Collection<Fact> after) {
    Map<Subject, String> old = statements(before);
    Map<Subject, String> now = statements(after);
    Set<String> nodes = nodes(old);
    nodes.retainAll(nodes(now));
    return changes(old, now).stream().filter(change -> nodes.contains(change.node())).toList();
  }

  private static Set<String> nodes(Map<Subject, String> statements) {
    return statements.keySet().stream()
        .map(Subject::node)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is said, by what is spoken of. */
  static Map<Subject, String> statements(Collection<? extends Fact> facts) {
    Map<Subject, String> statements = new TreeMap<>();
    for (Fact fact : facts) {
      Statement.of(fact)
          .ifPresent(
              each ->
                  statements.merge(
                      new Subject(each.node(), each.kind(), each.what()),
                      said(each),
                      Comparison::both));
    }
    return statements;
  }

  private static String said(Statement statement) {
    return statement.value().isEmpty() ? Change.THERE : statement.value();
  }

  /** Where several are alike each thing that is said counts once. */
  private static String both(String one, String other) {
    return one.equals(other) || List.of(one.split(" \\| ", -1)).contains(other)
        ? one
        : one + " | " + other;
  }

  private static List<Change> changes(Map<Subject, String> before, Map<Subject, String> after) {
    List<Change> changes = new ArrayList<>();
    Set<Subject> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    for (Subject each : all) {
      String old = before.getOrDefault(each, "");
      String now = after.getOrDefault(each, "");
      if (!old.equals(now)) {
        changes.add(new Change(each.node(), each.kind(), each.what(), old, now));
      }
    }
    return changes;
  }
}
