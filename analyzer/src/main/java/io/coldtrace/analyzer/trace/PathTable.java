package io.coldtrace.analyzer.trace;

import io.coldtrace.dataplane.walk.Step;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A flow's way as a table for the terminal. */
public final class PathTable {
  private static final List<String> HEAD =
      List.of("", "node", "at", "in > out", "packet", "what", "rule or route");

  private PathTable() {}

  /** The table, the verdict, what it rests on and what it takes for granted; lines. */
  public static List<String> of(String title, Walker.Result result, Function<Source, String> text) {
    List<String> lines = new ArrayList<>(List.of(title, ""));
    lines.addAll(table(result.steps()));
    lines.add("");
    lines.addAll(verdict(result, text));
    if (!result.branches().isEmpty()) {
      lines.add("");
      lines.add("The kernel chooses at random; " + result.branches().size() + " branches:");
      result.branches().forEach(branch -> lines.add("  " + branch(branch)));
    }
    if (!result.walk().assumes().isEmpty()) {
      lines.add("");
      lines.add("Taken for granted, for nothing that was collected shows it:");
      result.walk().assumes().forEach(assumed -> lines.add("  - " + assumed));
    }
    return lines;
  }

  private static List<String> verdict(Walker.Result result, Function<Source, String> text) {
    String word = result.walk().verdict().toUpperCase(Locale.ROOT);
    if (result.loss().isEmpty()) {
      return List.of(word + ": request and reply arrive");
    }
    var loss = result.loss().get();
    List<String> lines = new ArrayList<>();
    String hook = loss.hook().isEmpty() ? "" : " in " + loss.hook();
    lines.add(
        word
            + ": "
            + loss.reason()
            + " on "
            + loss.node()
            + hook
            + ", the "
            + (result.walk().direction().isEmpty() ? "request" : result.walk().direction()));
    if (!loss.source().equals(Source.NONE)) {
      lines.add("  decided by " + place(loss.source()));
    }
    lines.add("  " + Answer.shown(loss, text));
    return lines;
  }

  private static String branch(Walker.Branch branch) {
    Walker.Result result = branch.result();
    String where =
        result.loss().map(loss -> ": " + loss.reason() + " on " + loss.node()).orElse("");
    String choice = branch.choice().isEmpty() ? "otherwise" : branch.choice();
    return choice + "  " + result.walk().verdict() + where;
  }

  private static List<String> table(List<Step> steps) {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    String direction = "";
    int number = 0;
    for (Step step : steps) {
      String mark = step.direction().equals(direction) ? "" : step.direction() + " ";
      direction = step.direction();
      rows.add(row(mark + ++number, step));
    }
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> row(String number, Step step) {
    String in = step.packet().inDevice();
    String out = step.packet().outDevice();
    return List.of(
        number,
        step.pod().isEmpty() ? step.node() : step.node() + " " + step.pod(),
        step.stage(),
        in.isEmpty() && out.isEmpty()
            ? ""
            : (in.isEmpty() ? "-" : in) + " > " + (out.isEmpty() ? "-" : out),
        Answer.packet(step.packet()),
        step.outcome(),
        step.source().equals(Source.NONE)
            ? step.text()
            : (step.text() + "  [" + step.source().file() + ":" + step.source().line() + "]")
                .trim());
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      // Numbers stand to the right, so that the direction before them leads the eye.
      String padding = " ".repeat(widths[i] - cell.length());
      line.append(i == 0 ? padding + cell : cell + padding).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private static String place(Source source) {
    return source.line() > 0 ? source.toString() : source.node() + "/" + source.file();
  }
}
