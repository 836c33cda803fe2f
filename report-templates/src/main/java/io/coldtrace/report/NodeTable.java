package io.coldtrace.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the nodes say of themselves, a row a fact; who differs from most is marked.
 *
 * @param nodes the columns; none where there are too many of them: then each value names its nodes
 */
public record NodeTable(List<String> nodes, List<Row> rows) {
  private static final int MOST_COLUMNS = 8;

  public NodeTable {
    nodes = List.copyOf(nodes);
    rows = List.copyOf(rows);
  }

  /**
   * A fact.
   *
   * @param differs some node differs from another, and should not
   * @param cells one a node
   * @param values each once, with its nodes
   */
  public record Row(
      String name, String group, boolean differs, List<Cell> cells, List<Value> values) {
    public Row {
      cells = List.copyOf(cells);
      values = List.copyOf(values);
    }
  }

  /** What a node says; odd if most say something else. */
  public record Cell(String value, boolean odd) {}

  /** A value and who has it. */
  public record Value(String value, List<String> nodes, boolean odd) {
    public Value {
      nodes = List.copyOf(nodes);
    }
  }

  static NodeTable of(Report report, List<NodeFact> facts) {
    List<String> nodes = report.snapshot().nodes().stream().map(ReportedNode::name).toList();
    boolean columns = nodes.size() <= MOST_COLUMNS;
    return new NodeTable(
        columns ? nodes : List.of(), facts.stream().map(fact -> row(fact, nodes)).toList());
  }

  private static Row row(NodeFact fact, List<String> nodes) {
    Map<String, List<String>> byValue = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      byValue.computeIfAbsent(fact.values().get(i), value -> new ArrayList<>()).add(nodes.get(i));
    }
    // What a node does not say is missing, not different.
    int said = nodes.size() - byValue.getOrDefault("", List.of()).size();
    boolean differs =
        fact.comparable()
            && byValue.keySet().stream().filter(value -> !value.isEmpty()).count() > 1;
    boolean always = fact.name().equals("firewall") && byValue.size() > 1;
    List<Value> values = new ArrayList<>();
    byValue.forEach(
        (value, who) -> {
          boolean odd = differs && !value.isEmpty() && who.size() <= said / 2;
          values.add(new Value(value, who, odd || (always && !value.isEmpty())));
        });
    List<Cell> cells =
        fact.values().stream()
            .map(
                value ->
                    new Cell(
                        value, values.stream().anyMatch(v -> v.odd() && v.value().equals(value))))
            .toList();
    return new Row(fact.name(), fact.group(), differs || always, cells, values);
  }
}
