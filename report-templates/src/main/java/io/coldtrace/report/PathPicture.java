package io.coldtrace.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The geometry of a packet's way: from top to bottom, a box for each node or pod that it passes, a
 * row for each station, and below the last one the line that decided.
 *
 * @param text the way in words, for those who do not see it
 */
public record PathPicture(int width, int height, List<Box> boxes, List<Row> rows, String text) {
  private static final int WIDTH = 400;
  private static final int ROW = 26;
  private static final int LINE = 16;
  private static final int HEAD = 24;
  private static final int GAP = 10;
  private static final int DETAIL = 150;
  private static final int STAGE = 44;
  private static final int MOST_LINES = 3;
  private static final double FONT = 12;

  public PathPicture {
    boxes = List.copyOf(boxes);
    rows = List.copyOf(rows);
  }

  /**
   * A network namespace, or the wire between two nodes.
   *
   * @param wire nothing is drawn around it
   */
  public record Box(int y, int height, String label, boolean wire) {}

  /**
   * A station.
   *
   * @param state as of the hop
   * @param stage its name, cut to its column
   * @param detail what became of the packet, cut to its column
   * @param lines the line that decided, below
   * @param title all of it, uncut
   * @param from the y of the station before; -1 for the first
   * @param wired the wire lies between them
   */
  public record Row(
      int y,
      String state,
      String stage,
      String detail,
      List<String> lines,
      String title,
      int from,
      boolean wired) {
    public Row {
      lines = List.copyOf(lines);
    }
  }

  /** Lays a way out. */
  static PathPicture of(List<PathHop> hops, Messages messages) {
    List<Box> boxes = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    int y = 0;
    for (int i = 0; i < hops.size(); ) {
      int end = i + 1;
      while (end < hops.size() && together(hops.get(i), hops.get(end))) {
        end++;
      }
      PathHop first = hops.get(i);
      String label = label(first, messages);
      int top = y;
      y += label.isEmpty() ? 0 : HEAD;
      for (PathHop hop : hops.subList(i, end)) {
        int before = rows.isEmpty() ? -1 : rows.get(rows.size() - 1).y();
        boolean wired =
            hop.node().isEmpty() || (!rows.isEmpty() && hops.get(rows.size() - 1).node().isEmpty());
        Row row = row(hop, y + ROW / 2, messages, before, wired);
        rows.add(row);
        words.add(label.isEmpty() ? row.title() : label + ", " + row.title());
        y += ROW + row.lines().size() * LINE;
      }
      y += label.isEmpty() ? 0 : GAP / 2;
      boxes.add(new Box(top, y - top, label, label.isEmpty()));
      y += GAP;
      i = end;
    }
    return new PathPicture(WIDTH, Math.max(0, y - GAP), boxes, rows, String.join(" → ", words));
  }

  private static boolean together(PathHop one, PathHop other) {
    return one.node().equals(other.node())
        && one.pod().equals(other.pod())
        && one.direction().equals(other.direction());
  }

  private static String label(PathHop hop, Messages messages) {
    if (hop.node().isEmpty()) {
      return "";
    }
    String place = hop.pod().isEmpty() ? hop.node() : hop.node() + " / " + hop.pod();
    String reply = messages.text("path.reply");
    String label = hop.direction().equals("reply") ? place + " (" + reply + ")" : place;
    return TextWidth.cut(VisibleText.line(label), FONT, WIDTH - STAGE - GAP);
  }

  private static Row row(PathHop hop, int y, Messages messages, int from, boolean wired) {
    String stage = messages.name("stage", hop.stage());
    String said = hop.ends() ? messages.name("reason", hop.detail()) : hop.detail();
    String detail = VisibleText.line(said);
    String by = hop.by().map(PathPicture::place).orElse("");
    List<String> lines =
        by.isEmpty() || !hop.ends()
            ? List.of()
            : TextWidth.wrap(by, FONT, WIDTH - STAGE - GAP, MOST_LINES);
    String title = stage + (detail.isEmpty() ? "" : ": " + detail);
    return new Row(
        y,
        hop.state(),
        TextWidth.cut(VisibleText.line(stage), FONT, DETAIL - STAGE - 4),
        TextWidth.cut(detail, FONT, WIDTH - DETAIL - GAP),
        lines,
        VisibleText.line(by.isEmpty() ? title : title + " (" + by + ")"),
        from,
        wired);
  }

  private static String place(Evidence by) {
    String place = by.node() + "/" + by.file() + ":" + by.line();
    return VisibleText.line(by.text().isBlank() ? place : place + "  " + by.text().strip());
  }
}
