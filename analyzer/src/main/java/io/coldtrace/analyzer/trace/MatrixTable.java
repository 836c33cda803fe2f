package io.coldtrace.analyzer.trace;

import io.coldtrace.dataplane.walk.Loss;
import io.coldtrace.facts.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The matrix for the terminal: a letter a pair, and below it what the losses have in common. */
public final class MatrixTable {
  private static final Map<String, String> SIGNS =
      Map.of("delivered", ".", "dropped", "X", "rejected", "R", "mixed", "~", "unknown", "?");

  private MatrixTable() {}

  /** Both tables, the legend, and the lines that decide. */
  public static List<String> of(
      List<Matrix.Member> members, List<Matrix.Cell> cells, Function<Source, String> text) {
    List<String> lines = new ArrayList<>();
    for (String kind : List.of("node", "pod")) {
      List<Matrix.Cell> own = cells.stream().filter(cell -> cell.kind().equals(kind)).toList();
      lines.add(kind.equals("node") ? "node to node" : "pod to pod");
      lines.addAll(own.isEmpty() ? List.of("  no pairs") : table(members, own));
      lines.add("");
    }
    lines.add(". delivered  X dropped  R rejected  ~ mixed  ? unknown; rows send, columns receive");
    lines.addAll(losses(cells, text));
    return lines;
  }

  private static List<String> table(List<Matrix.Member> members, List<Matrix.Cell> cells) {
    Map<String, Map<String, String>> signs =
        cells.stream()
            .collect(
                Collectors.groupingBy(
                    Matrix.Cell::from,
                    Collectors.toMap(Matrix.Cell::to, MatrixTable::sign, (a, b) -> a)));
    int width = members.stream().mapToInt(member -> member.node().length()).max().orElse(0);
    int digits = String.valueOf(members.size()).length();
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(" ".repeat(width + digits + 4));
    for (int i = 1; i <= members.size(); i++) {
      head.append(pad(String.valueOf(i), digits)).append(' ');
    }
    lines.add(head.toString().stripTrailing());
    for (int i = 0; i < members.size(); i++) {
      String from = members.get(i).node();
      StringBuilder line = new StringBuilder("  ");
      line.append(pad(String.valueOf(i + 1), digits)).append(' ');
      line.append(from).append(" ".repeat(width - from.length() + 1));
      for (Matrix.Member to : members) {
        String sign = signs.getOrDefault(from, Map.of()).getOrDefault(to.node(), " ");
        line.append(pad(sign, digits)).append(' ');
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String pad(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }

  private static String sign(Matrix.Cell cell) {
    return cell.result()
        .map(result -> SIGNS.getOrDefault(result.walk().verdict(), "?"))
        .orElse("?");
  }

  private static List<String> losses(List<Matrix.Cell> cells, Function<Source, String> text) {
    Map<String, Integer> pairs = new LinkedHashMap<>();
    for (Matrix.Cell cell : cells) {
      cell.result()
          .flatMap(result -> result.loss())
          .ifPresent(loss -> pairs.merge(account(loss, text), 1, Integer::sum));
    }
    List<String> lines = new ArrayList<>();
    pairs.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(
            entry -> {
              lines.add("");
              lines.add(entry.getValue() + " pairs: " + entry.getKey());
            });
    return lines;
  }

  private static String account(Loss loss, Function<Source, String> text) {
    String hook = loss.hook().isEmpty() ? "" : " in " + loss.hook();
    String place = loss.source().equals(Source.NONE) ? "" : "\n  " + loss.source();
    return loss.verdict()
        + ", "
        + loss.reason()
        + " on "
        + loss.node()
        + hook
        + place
        + "\n  "
        + Answer.shown(loss, text);
  }
}
