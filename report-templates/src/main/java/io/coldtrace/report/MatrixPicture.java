package io.coldtrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The geometry of a matrix that is too large for letters: a small square a cell. Cells side by side
 * that passed alike are one bar, so that a hundred nodes are some thousand shapes at most.
 *
 * @param left where the cells begin, to the right of the rows' names
 * @param top the same below the columns' names
 */
public record MatrixPicture(
    int width,
    int height,
    int left,
    int top,
    List<Label> rows,
    List<Label> columns,
    List<Bar> bars) {
  private static final int CELL = 11;
  private static final int MOST_LABEL = 122;
  private static final int GAP = 8;
  private static final double FONT = 10;

  public MatrixPicture {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    bars = List.copyOf(bars);
  }

  /** The name of a node at its row or column. */
  public record Label(int at, String text, String title, boolean culprit) {}

  /**
   * Cells side by side of one state.
   *
   * @param title who asks whom, and what came of it, by the letters of the probes
   */
  public record Bar(int x, int y, int width, int height, String state, String title) {}

  static MatrixPicture of(ProbeMatrix matrix) {
    int left = edge(matrix.rows().stream().map(ProbeMatrix.Row::node));
    int top = edge(matrix.columns().stream().map(ProbeMatrix.Column::name));
    List<Label> columns = new ArrayList<>();
    for (int i = 0; i < matrix.columns().size(); i++) {
      ProbeMatrix.Column column = matrix.columns().get(i);
      columns.add(label(left + i * CELL, column.name(), column.culprit()));
    }
    List<Label> rows = new ArrayList<>();
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < matrix.rows().size(); i++) {
      ProbeMatrix.Row row = matrix.rows().get(i);
      rows.add(label(top + i * CELL, row.node(), row.culprit()));
      bars(row, left, top + i * CELL, bars);
    }
    int width = left + columns.size() * CELL;
    int height = top + rows.size() * CELL;
    return new MatrixPicture(width, height, left, top, rows, columns, bars);
  }

  /** As much room as the longest name takes, up to a bound. */
  private static int edge(Stream<String> names) {
    double longest =
        names.mapToDouble(name -> TextWidth.of(VisibleText.line(name), FONT)).max().orElse(0);
    return (int) Math.ceil(Math.min(MOST_LABEL, longest)) + GAP;
  }

  private static Label label(int at, String name, boolean culprit) {
    String visible = VisibleText.line(name);
    return new Label(at + CELL - 2, TextWidth.cut(visible, FONT, MOST_LABEL), visible, culprit);
  }

  private static void bars(ProbeMatrix.Row row, int x, int y, List<Bar> bars) {
    List<ProbeMatrix.Cell> cells = row.cells();
    for (int i = 0; i < cells.size(); ) {
      String state = state(cells.get(i));
      int end = i + 1;
      while (state.equals("passed") && end < cells.size() && state(cells.get(end)).equals(state)) {
        end++;
      }
      if (!state.isEmpty()) {
        String to = cells.get(i).to() + (end - i > 1 ? " … " + cells.get(end - 1).to() : "");
        String title = row.node() + " → " + to + ": " + marks(cells.get(i));
        int width = (end - i) * CELL - 1;
        bars.add(new Bar(x + i * CELL, y, width, CELL - 1, state, VisibleText.line(title)));
      }
      i = end;
    }
  }

  /** The worst that happened. */
  private static String state(ProbeMatrix.Cell cell) {
    List<String> states = cell.marks().stream().map(ProbeMatrix.Mark::state).toList();
    boolean failed = states.contains("failed") || states.contains("mixed");
    if (failed) {
      return states.contains("passed") || states.contains("mixed") ? "mixed" : "failed";
    }
    return states.contains("passed") ? "passed" : states.isEmpty() ? "" : "skipped";
  }

  private static String marks(ProbeMatrix.Cell cell) {
    List<String> words = new ArrayList<>();
    for (ProbeMatrix.Mark mark : cell.marks()) {
      String sign =
          switch (mark.state()) {
            case "passed" -> "✓";
            case "skipped" -> "·";
            case "mixed" -> "±";
            default -> "✗";
          };
      words.add(mark.kind().letter() + " " + sign);
    }
    return String.join(", ", words);
  }
}
