package io.coldtrace.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which commands would bring what rules lacked, by node. {@code questions.tsv} knows the commands.
 */
final class Questions {
  private static final Map<String, String> COMMANDS = commands();

  /** {@code node-2: ip-route|ip-addr}: what was missing, and on which node. */
  private static final String ON_NODE = ": ";

  private Questions() {}

  /** The blocks for what is missing; none where the cause is proven without it. */
  static List<Question> of(Report report) {
    boolean proven =
        report.verdict() == Verdict.PROBLEM
            && report.diagnoses().get(0).confidence() == Confidence.CONFIRMED;
    return proven ? List.of() : missing(report);
  }

  private static List<Question> missing(Report report) {
    SortedMap<String, SortedSet<String>> byNode = new TreeMap<>();
    Set<String> nodes =
        report.snapshot().nodes().stream().map(ReportedNode::name).collect(Collectors.toSet());
    report.notEvaluated().stream()
        .flatMap(each -> each.missing().stream())
        .forEach(
            missing -> {
              int colon = missing.indexOf(ON_NODE);
              String node = colon < 0 ? "" : missing.substring(0, colon);
              String what = colon < 0 ? missing : missing.substring(colon + ON_NODE.length());
              command(what)
                  .ifPresent(
                      c ->
                          places(node, c, nodes)
                              .forEach(
                                  n -> byNode.computeIfAbsent(n, e -> new TreeSet<>()).add(c)));
            });
    SortedMap<String, List<String>> nodesOf = new TreeMap<>();
    byNode.forEach(
        (node, commands) ->
            nodesOf.computeIfAbsent(String.join("\0", commands), c -> new ArrayList<>()).add(node));
    return nodesOf.entrySet().stream()
        .map(
            same ->
                Question.of(
                    same.getValue().stream().filter(node -> !node.isEmpty()).toList(),
                    List.of(same.getKey().split("\0", -1))))
        .toList();
  }

  /**
   * Where to ask: what every node may tell on each of them, the cluster's objects where kubectl is.
   * What was captured of no node in particular has no shell.
   */
  private static Set<String> places(String node, String command, Set<String> nodes) {
    if (node.isEmpty()) {
      return command.startsWith("kubectl ") ? Set.of("") : nodes;
    }
    return nodes.contains(node) ? Set.of(node) : Set.of();
  }

  private static Optional<String> command(String missing) {
    if (missing.startsWith("fact Kube")) {
      return Optional.ofNullable(COMMANDS.get("kubectl-json"));
    }
    return Arrays.stream(missing.split("\\|", -1))
        .filter(COMMANDS::containsKey)
        .map(COMMANDS::get)
        .findFirst();
  }

  private static Map<String, String> commands() {
    return Templates.resource("questions.tsv")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", 2))
        .collect(Collectors.toUnmodifiableMap(line -> line[0], line -> line[1]));
  }
}
