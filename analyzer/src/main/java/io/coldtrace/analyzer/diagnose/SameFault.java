package io.coldtrace.analyzer.diagnose;

import io.coldtrace.rules.Alternative;
import io.coldtrace.rules.Finding;
import io.coldtrace.rules.RemedyStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The same fault on several nodes: one cause, with all of its nodes and what mends each. */
final class SameFault {
  /** Of more findings the first ones' words are enough; the nodes of the rest are named. */
  private static final int MOST_MESSAGES = 3;

  private SameFault() {}

  /**
   * Unites what one rule found on different nodes, as far as it breaks traffic alike. Two lines of
   * one node stay two causes: each may be a fault of its own.
   */
  static List<Cause> united(List<Cause> causes) {
    Map<String, List<Cause>> alike = new LinkedHashMap<>();
    for (Cause cause : causes) {
      String key = cause.finding().ruleId() + "\0" + cause.severity();
      alike.computeIfAbsent(key, first -> new ArrayList<>()).add(cause);
    }
    return alike.values().stream().flatMap(same -> unite(same).stream()).toList();
  }

  private static List<Cause> unite(List<Cause> same) {
    List<List<String>> nodes = same.stream().map(cause -> cause.finding().nodes()).toList();
    boolean oneEach =
        nodes.stream().noneMatch(List::isEmpty)
            && nodes.stream().flatMap(List::stream).distinct().count()
                == nodes.stream().mapToLong(List::size).sum();
    return same.size() > 1 && oneEach ? List.of(one(same)) : same;
  }

  private static Cause one(List<Cause> same) {
    return new Cause(
        finding(same.stream().map(Cause::finding).toList()),
        same.get(0).severity(),
        all(same, Cause::explains),
        all(same, Cause::contradicts),
        List.copyOf(all(same, Cause::under)));
  }

  private static NavigableSet<String> all(
      List<Cause> same, Function<Cause, ? extends Collection<String>> part) {
    return same.stream()
        .flatMap(cause -> part.apply(cause).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Finding finding(List<Finding> same) {
    Finding first = same.get(0);
    return new Finding(
        first.ruleId(),
        first.title(),
        first.severity(),
        first.category(),
        each(same, Finding::subjects),
        List.copyOf(new TreeSet<>(each(same, Finding::nodes))),
        each(same, Finding::evidence),
        each(same, Finding::explains),
        text(same, Finding::message),
        text(same, Finding::why),
        text(same, Finding::risk),
        each(same, Finding::speaksFor),
        each(same, Finding::speaksAgainst),
        each(same, Finding::under),
        each(same, Finding::remedy),
        alternatives(same));
  }

  private static <T> List<T> each(List<Finding> same, Function<Finding, List<T>> part) {
    return same.stream().flatMap(finding -> part.apply(finding).stream()).distinct().toList();
  }

  private static String text(List<Finding> same, Function<Finding, String> part) {
    List<String> texts = same.stream().map(part).distinct().toList();
    if (texts.size() <= MOST_MESSAGES) {
      return String.join(" ", texts);
    }
    List<String> rest = each(same.subList(MOST_MESSAGES, same.size()), Finding::nodes);
    return String.join(" ", texts.subList(0, MOST_MESSAGES))
        + " … ("
        + String.join(", ", new TreeSet<>(rest))
        + ")";
  }

  private static List<Alternative> alternatives(List<Finding> same) {
    Map<String, Alternative> byTitle = new LinkedHashMap<>();
    for (Alternative each : each(same, Finding::alternatives)) {
      byTitle.merge(each.title(), each, SameFault::withSteps);
    }
    return List.copyOf(byTitle.values());
  }

  private static Alternative withSteps(Alternative one, Alternative other) {
    List<RemedyStep> steps = new ArrayList<>(one.steps());
    other.steps().stream().filter(step -> !steps.contains(step)).forEach(steps::add);
    return new Alternative(one.title(), one.when(), steps);
  }
}
