package io.coldtrace.analyzer.cases;

import static java.util.stream.Collectors.joining;

import io.coldtrace.analyzer.archive.CapturedKinds;
import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.facts.Source;
import io.coldtrace.rules.Clusters;
import io.coldtrace.rules.RuleCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * What the nodes of a case said: the cluster that it stands on, with its changes, and its own
 * files.
 */
final class CaseTexts {
  private static final String MANIFEST = "manifest.tsv";

  /** Columns of a probe's line, from 0. */
  private static final int PROBE_RESULT = 9;

  private static final int PROBE_FILE = 11;

  private static final Map<String, Optional<Map<String, Map<String, String>>>> CLUSTERS =
      new ConcurrentHashMap<>();

  private final Map<String, Map<String, String>> nodes = new TreeMap<>();
  private final List<String> mistakes = new ArrayList<>();

  CaseTexts(RuleCase given) {
    if (!given.cluster().isEmpty()) {
      CLUSTERS
          .computeIfAbsent(given.cluster(), Clusters::named)
          .ifPresentOrElse(
              cluster -> cluster.forEach((node, files) -> nodes.put(node, copy(files))),
              () -> mistakes.add("there is no cluster '" + given.cluster() + "'"));
    }
    given.without().forEach(this::remove);
    given.changes().forEach(this::change);
    given.failing().forEach(this::fail);
    given.nodes().forEach((node, files) -> files.forEach((path, text) -> add(node, path, text)));
  }

  private static Map<String, String> copy(Map<String, String> files) {
    return new LinkedHashMap<>(files);
  }

  /** The files or probes of a name, in which a star stands for any text. */
  private static Pattern named(String name) {
    return Pattern.compile(
        Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(joining(".*")));
  }

  private void remove(String name) {
    Pattern pattern = named(name);
    boolean found = false;
    for (Map.Entry<String, Map<String, String>> node : nodes.entrySet()) {
      found |=
          node.getValue()
              .keySet()
              .removeIf(path -> pattern.matcher(node.getKey() + "/" + path).matches());
    }
    if (!found) {
      mistakes.add("the cluster has no " + name + " to leave out");
    }
  }

  private void change(RuleCase.Change change) {
    Pattern pattern = named(change.file());
    AtomicBoolean found = new AtomicBoolean();
    nodes.forEach(
        (node, files) ->
            files.replaceAll(
                (path, text) -> {
                  boolean hit =
                      pattern.matcher(node + "/" + path).matches() && text.contains(change.from());
                  found.compareAndSet(false, hit);
                  return hit ? text.replace(change.from(), change.to()) : text;
                }));
    if (!found.get()) {
      mistakes.add(change.file() + " has no text '" + change.from() + "' to change");
    }
  }

  /** A probe ends so, and its tool says nothing: the manifest has its result. */
  private void fail(String probes, String result) {
    Pattern id = named(probes);
    boolean found = false;
    for (Map.Entry<String, Map<String, String>> node : nodes.entrySet()) {
      List<String> manifest = new ArrayList<>();
      for (String line : node.getValue().getOrDefault(MANIFEST, "").lines().toList()) {
        String[] columns = line.split("\t", -1);
        if (columns.length > PROBE_FILE
            && columns[0].equals("probe")
            && id.matcher(node.getKey() + "/" + columns[1]).matches()) {
          found = true;
          columns[PROBE_RESULT] = result;
          columns[PROBE_RESULT + 1] = "-";
          node.getValue().remove(columns[PROBE_FILE]);
        }
        manifest.add(String.join("\t", columns));
      }
      node.getValue().put(MANIFEST, String.join("\n", manifest));
    }
    if (!found) {
      mistakes.add("the cluster has no probe " + probes);
    }
  }

  private void add(String node, String path, String text) {
    if (CapturedKinds.byPath(path).isEmpty()) {
      mistakes.add("no parser reads a file called " + path);
    }
    nodes.computeIfAbsent(node, name -> new LinkedHashMap<>()).put(path, text);
  }

  /** What is wrong with it. */
  List<String> mistakes() {
    return mistakes;
  }

  /** The files of all nodes, manifests first. */
  List<Member> members() {
    List<Member> members = new ArrayList<>();
    nodes.forEach(
        (node, files) ->
            files.entrySet().stream()
                .sorted(Comparator.comparing(file -> !file.getKey().equals(MANIFEST)))
                .forEach(file -> members.add(member(node, file.getKey(), file.getValue()))));
    return members;
  }

  private static Member member(String node, String path, String text) {
    List<String> lines = text.lines().toList();
    return new Member("case", node, path, lines, text.length(), false, Optional.empty());
  }

  /** The text of a line, without the blanks around it; empty if there is none. */
  String line(Source source) {
    return nodes
        .getOrDefault(source.node(), Map.of())
        .getOrDefault(source.file(), "")
        .lines()
        .skip(Math.max(0, source.line() - 1L))
        .findFirst()
        .orElse("")
        .strip();
  }
}
