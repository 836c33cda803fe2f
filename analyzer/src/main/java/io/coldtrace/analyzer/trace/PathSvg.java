package io.coldtrace.analyzer.trace;

import io.coldtrace.dataplane.walk.Step;
import io.coldtrace.dataplane.walk.Walker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A flow's way as a drawing: a column a network namespace, a line a station, time downwards. */
public final class PathSvg {
  private static final int COLUMN = 330;
  private static final int ROW = 26;
  private static final int TOP = 92;
  private static final int MARGIN = 24;
  private static final int LONGEST = 46;

  private PathSvg() {}

  /** The drawing, a whole SVG file. */
  public static String of(String title, Walker.Result result) {
    List<String> columns = columns(result.steps());
    int width = 2 * MARGIN + Math.max(2, columns.size()) * COLUMN;
    int height = TOP + ROW * (result.steps().size() + 1) + MARGIN;
    List<String> svg = new ArrayList<>();
    svg.add(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">",
            width,
            height,
            width,
            height));
    svg.add("<title>" + escape(title + ": " + result.walk().verdict()) + "</title>");
    svg.add("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
    svg.add(text(MARGIN, 28, "font-size=\"16\" font-weight=\"bold\"", title));
    svg.add(text(MARGIN, 50, color(result.walk().verdict()), verdict(result)));
    for (int i = 0; i < columns.size(); i++) {
      svg.add(text(x(i), TOP - 16, "font-weight=\"bold\"", columns.get(i)));
      svg.add(line(x(i), TOP - 6, x(i), height - MARGIN, "#bbb"));
    }
    int y = TOP + ROW / 2;
    int before = -1;
    for (Step step : result.steps()) {
      int column = columns.indexOf(column(step));
      if (before >= 0 && before != column) {
        svg.add(line(x(before), y - ROW, x(column), y, "#367"));
      }
      svg.add(station(x(column), y, step));
      before = column;
      y += ROW;
    }
    svg.add("</svg>");
    return String.join("\n", svg) + "\n";
  }

  private static String verdict(Walker.Result result) {
    return result.walk().verdict().toUpperCase(Locale.ROOT)
        + result
            .loss()
            .map(loss -> ": " + loss.reason() + " on " + loss.node() + "  " + cut(loss.text(), 90))
            .orElse("");
  }

  private static String station(int x, int y, Step step) {
    boolean lost = step.stage().equals("lost");
    String fill = lost ? "#b00" : step.direction().equals("reply") ? "#fff" : "#367";
    String words = step.stage() + ": " + step.outcome();
    String tip = Answer.packet(step.packet()) + "  " + step.text() + "  " + step.source();
    return String.format(
            Locale.ROOT,
            "<g><title>%s</title><circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\" stroke=\"%s\"/>",
            escape(tip),
            x,
            y,
            fill,
            lost ? "#b00" : "#367")
        + text(x + 12, y + 4, lost ? color("dropped") : "", cut(words, LONGEST))
        + "</g>";
  }

  private static List<String> columns(List<Step> steps) {
    Set<String> columns = new LinkedHashSet<>();
    steps.forEach(step -> columns.add(column(step)));
    return List.copyOf(columns);
  }

  private static String column(Step step) {
    return step.pod().isEmpty() ? step.node() : step.pod() + " on " + step.node();
  }

  private static int x(int column) {
    return MARGIN + 8 + column * COLUMN;
  }

  private static String color(String verdict) {
    return verdict.equals("delivered") ? "fill=\"#163\"" : "fill=\"#b00\" font-weight=\"bold\"";
  }

  private static String text(int x, int y, String attributes, String words) {
    return String.format(
        Locale.ROOT, "<text x=\"%d\" y=\"%d\" %s>%s</text>", x, y, attributes, escape(words));
  }

  private static String line(int x1, int y1, int x2, int y2, String color) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>",
        x1,
        y1,
        x2,
        y2,
        color);
  }

  private static String cut(String words, int longest) {
    return words.length() <= longest ? words : words.substring(0, longest - 1) + "…";
  }

  /** What XML forbids of captured text is left out. */
  private static String escape(String words) {
    return words
        .replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
