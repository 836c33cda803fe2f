package io.coldtrace.report;

import io.coldtrace.facts.capture.Probe;
import io.coldtrace.report.ProbeMatrix.Cell;
import io.coldtrace.report.ProbeMatrix.Column;
import io.coldtrace.report.ProbeMatrix.Kind;
import io.coldtrace.report.ProbeMatrix.Mark;
import io.coldtrace.report.ProbeMatrix.Row;
import io.coldtrace.rules.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lays the probes out as a matrix. Nodes that a diagnosis names come first, then those with the
 * most failures; nodes that fail alike stand together, so that a broken node is a cross and a
 * broken half of the cluster a block.
 */
final class MatrixLayout {
  private static final int MOST_NODES = 100;
  private static final int DENSE_FROM = 9;
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Map<String, String> LETTERS = letters();

  private final Map<String, Map<String, List<ProbeOutcome>>> byPlaces = new TreeMap<>();
  private final Set<String> targets = new TreeSet<>();
  private final Set<String> services = new TreeSet<>();
  private final Set<String> culprits;
  private final NodeGroups groups;

  private MatrixLayout(Report report) {
    culprits =
        report.diagnoses().stream()
            .filter(d -> d.severity().compareTo(Severity.ERROR) <= 0)
            .flatMap(d -> d.nodes().stream())
            .collect(Collectors.toSet());
    groups = NodeGroups.of(report, culprits, MOST_NODES);
    for (ProbeOutcome probe : report.probes()) {
      boolean service = probe.targetNode().isEmpty();
      String to = service ? probe.target() : groups.of(probe.targetNode());
      (service ? services : targets).add(to);
      byPlaces
          .computeIfAbsent(groups.of(probe.node()), node -> new TreeMap<>())
          .computeIfAbsent((service ? "s:" : "n:") + to, place -> new ArrayList<>())
          .add(probe);
    }
  }

  static ProbeMatrix of(Report report) {
    return new MatrixLayout(report).matrix(report);
  }

  private ProbeMatrix matrix(Report report) {
    Set<String> nodes = new TreeSet<>(byPlaces.keySet());
    nodes.addAll(targets);
    List<String> shown = shown(nodes, report.probes());
    List<Column> columns = new ArrayList<>();
    shown.stream()
        .filter(targets::contains)
        .forEach(node -> columns.add(new Column(node, false, isCulprit(node))));
    services.stream()
        .limit(MOST_NODES)
        .forEach(service -> columns.add(new Column(service, true, false)));
    List<Kind> kinds = kinds(report.probes());
    List<Row> rows =
        shown.stream()
            .filter(byPlaces::containsKey)
            .map(node -> row(node, columns, kinds))
            .toList();
    return new ProbeMatrix(
        columns, rows, kinds, columns.size() >= DENSE_FROM, nodes.size() - shown.size());
  }

  private boolean isCulprit(String node) {
    return culprits.contains(groups.first(node));
  }

  private Row row(String node, List<Column> columns, List<Kind> kinds) {
    Map<String, List<ProbeOutcome>> to = byPlaces.get(node);
    List<Cell> cells = new ArrayList<>();
    for (Column column : columns) {
      String place = (column.service() ? "s:" : "n:") + column.name();
      List<Mark> marks = marks(to.getOrDefault(place, List.of()), kinds);
      cells.add(new Cell(column.name(), !column.service() && node.equals(column.name()), marks));
    }
    return new Row(node, isCulprit(node), cells);
  }

  private static List<Mark> marks(List<ProbeOutcome> probes, List<Kind> kinds) {
    List<Mark> marks = new ArrayList<>();
    for (Kind kind : kinds) {
      List<ProbeOutcome> same =
          probes.stream()
              .filter(probe -> Probe.question(probe.kind()).equals(kind.name()))
              .toList();
      if (!same.isEmpty()) {
        marks.add(new Mark(kind, state(same), same));
      }
    }
    return marks;
  }

  private static String state(List<ProbeOutcome> probes) {
    boolean failed = probes.stream().anyMatch(ProbeOutcome::failed);
    boolean passed = probes.stream().anyMatch(ProbeOutcome::passed);
    if (failed) {
      return passed ? "mixed" : "failed";
    }
    return passed ? "passed" : "skipped";
  }

  private List<String> shown(Set<String> nodes, List<ProbeOutcome> probes) {
    Map<String, Integer> failures = new HashMap<>();
    Map<String, Set<String>> pattern = new HashMap<>();
    for (ProbeOutcome probe : probes) {
      if (probe.failed()) {
        String from = groups.of(probe.node());
        String target = groups.of(probe.targetNode());
        failures.merge(from, 1, Integer::sum);
        if (!target.equals(from)) {
          failures.merge(target, 1, Integer::sum);
        }
        String to = target.isEmpty() ? probe.target() : target;
        pattern.computeIfAbsent(from, node -> new TreeSet<>()).add(to);
      }
    }
    Comparator<String> culpritsFirst = Comparator.comparing(node -> isCulprit(node) ? 0 : 1);
    List<String> worstFirst =
        nodes.stream()
            .sorted(
                culpritsFirst
                    .thenComparing(node -> -failures.getOrDefault(node, 0))
                    .thenComparing(MatrixLayout::naturalKey)
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST_NODES)
            .toList();
    return together(worstFirst, pattern);
  }

  /** Brings nodes whose probes fail at the same places next to the first of them. */
  private List<String> together(List<String> nodes, Map<String, Set<String>> pattern) {
    Set<String> placed = new LinkedHashSet<>();
    for (String node : nodes) {
      if (placed.add(node) && pattern.containsKey(node)) {
        nodes.stream()
            .filter(other -> isCulprit(other) == isCulprit(node))
            .filter(other -> alike(node, other, pattern))
            .forEach(placed::add);
      }
    }
    return List.copyOf(placed);
  }

  private static boolean alike(String one, String other, Map<String, Set<String>> pattern) {
    Set<String> mine = new TreeSet<>(pattern.get(one));
    Set<String> theirs = new TreeSet<>(pattern.getOrDefault(other, Set.of()));
    Set<String> themselves = Set.of(one, other.equals(one) ? "" : other);
    mine.removeAll(themselves);
    theirs.removeAll(themselves);
    return mine.equals(theirs);
  }

  /** {@code node-2} before {@code node-10}. */
  static String naturalKey(String name) {
    return DIGITS
        .matcher(name)
        .replaceAll(
            digits -> "0".repeat(Math.max(0, 12 - digits.group().length())) + digits.group());
  }

  private static List<Kind> kinds(List<ProbeOutcome> probes) {
    List<String> known = List.copyOf(LETTERS.keySet());
    return probes.stream()
        .map(probe -> Probe.question(probe.kind()))
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(
                    kind -> known.contains(kind) ? known.indexOf(kind) : known.size())
                .thenComparing(Comparator.naturalOrder()))
        .map(kind -> new Kind(kind, LETTERS.getOrDefault(kind, "X")))
        .toList();
  }

  private static Map<String, String> letters() {
    Map<String, String> letters = new LinkedHashMap<>();
    letters.put("ping-node", "N");
    letters.put("ping-tunnel", "T");
    letters.put("ping-gateway", "G");
    letters.put("ping-pod", "P");
    letters.put("tcp-pod", "C");
    letters.put("http-metrics", "M");
    letters.put("dns-pod", "D");
    letters.put("dns-service", "S");
    letters.put("https-service", "A");
    letters.put("udp-vxlan", "V");
    letters.put("udp-neighbor", "U");
    letters.put("target", "E");
    return Collections.unmodifiableMap(letters);
  }
}
