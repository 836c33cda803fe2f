package io.coldtrace.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who reaches whom: a row for each node that probed, a column for each node or service that was
 * probed. Where it breaks comes first, so that the pattern shows.
 *
 * @param dense many columns: the marks are drawn small
 * @param kinds of all marks, in the order of the marks in a cell
 * @param hiddenNodes how many nodes are left out because the picture would not be read
 */
public record ProbeMatrix(
    List<Column> columns, List<Row> rows, List<Kind> kinds, boolean dense, int hiddenNodes) {
  public ProbeMatrix {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    kinds = List.copyOf(kinds);
  }

  private static final int MOST_TOLD = 8;

  /**
   * Where probes went.
   *
   * @param culprit a diagnosis names this node
   */
  public record Column(String name, boolean service, boolean culprit) {}

  /** A node that probed. */
  public record Row(String node, boolean culprit, List<Cell> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * The probes from one node to one place.
   *
   * @param self the node probed itself
   */
  public record Cell(String to, boolean self, List<Mark> marks) {
    public Cell {
      marks = List.copyOf(marks);
    }
  }

  /**
   * The probes of one kind in a cell.
   *
   * @param state {@code passed}, {@code failed}, {@code mixed} or {@code skipped}
   */
  public record Mark(Kind kind, String state, List<ProbeOutcome> probes) {
    public Mark {
      probes = List.copyOf(probes);
    }

    /** How many had which result, where there are too many to tell each of them; else empty. */
    public Map<String, Integer> getTally() {
      Map<String, Integer> tally = new TreeMap<>();
      if (probes.size() > MOST_TOLD) {
        probes.forEach(probe -> tally.merge(probe.result(), 1, Integer::sum));
      }
      return tally;
    }
  }

  /** A kind of probe and the letter that stands for it. */
  public record Kind(String name, String letter) {}
}
