package io.coldtrace.rules;

import io.coldtrace.rules.RuleCase.Change;
import io.coldtrace.rules.RuleCase.Expected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a rule's {@code cases.yaml}: a mapping of names to cases. */
final class CaseReader {
  private static final String NODE = "node-1";
  private static final Set<String> KEYS =
      RuleReader.keys(
          "expect cluster files nodes change failing without evidence culprits missing");

  private final String rule;
  private final YamlMap cases;

  private CaseReader(String rule, YamlMap cases) {
    this.rule = rule;
    this.cases = cases;
  }

  /** The cases of a rule; what is wrong with them, or lacks, goes to the issues. */
  static List<RuleCase> read(CatalogFiles files, List<RuleIssue> issues) {
    String id = files.path().substring(files.path().lastIndexOf('/') + 1);
    String path = files.path() + "/" + CatalogFiles.CASES;
    if (files.cases().isEmpty()) {
      issues.add(new RuleIssue(path, 1, 1, "the cases are missing", ""));
      return List.of();
    }
    RuleFile file = new RuleFile(path, files.cases().get(), issues);
    CaseReader reader = new CaseReader(id, YamlMap.read(file));
    List<RuleCase> read =
        reader.cases.keys().stream().flatMap(name -> reader.read(name).stream()).toList();
    Set<Expected> lacking = EnumSet.allOf(Expected.class);
    read.forEach(one -> lacking.remove(one.expected()));
    lacking.forEach(kind -> file.report(0, "no case expects '" + kind.text() + "'"));
    return read;
  }

  private Optional<RuleCase> read(String name) {
    YamlMap map = cases.map(name);
    map.allow(KEYS);
    Optional<Expected> expected = map.required("expect").flatMap(CaseReader::expected);
    expected.ifPresent(kind -> requireFor(map, kind));
    if (!map.has("files") && !map.has("nodes") && !map.has("cluster")) {
      cases.report(name, "a case has 'files', 'nodes' or a 'cluster'");
    }
    return expected.map(
        kind ->
            new RuleCase(
                rule,
                name,
                cases.issue(name, ""),
                kind,
                map.text("cluster").map(YamlText::text).orElse(""),
                nodes(map),
                changes(map),
                texts(map.map("failing")),
                texts(map, "without"),
                texts(map, "evidence"),
                map.has("culprits") ? Optional.of(texts(map, "culprits")) : Optional.empty(),
                texts(map, "missing")));
  }

  private static Optional<Expected> expected(YamlText text) {
    Optional<Expected> found =
        Arrays.stream(Expected.values()).filter(e -> e.text().equals(text.text())).findFirst();
    if (found.isEmpty()) {
      text.report(
          "expected one of "
              + Arrays.stream(Expected.values())
                  .map(Expected::text)
                  .collect(Collectors.joining(", ")));
    }
    return found;
  }

  /** What only one kind of case can say, it must say. */
  private static void requireFor(YamlMap map, Expected kind) {
    require(map, "evidence", kind == Expected.FIRES, kind == Expected.FIRES);
    require(map, "culprits", kind == Expected.FIRES, false);
    require(map, "missing", kind == Expected.NOT_EVALUATED, kind == Expected.NOT_EVALUATED);
  }

  private static void require(YamlMap map, String key, boolean allowed, boolean required) {
    if (map.has(key) && !allowed) {
      map.report(key, "'" + key + "' says nothing here");
    } else if (required && !map.has(key)) {
      map.report("expect", "key '" + key + "' is missing");
    }
  }

  private static Map<String, Map<String, String>> nodes(YamlMap map) {
    Map<String, Map<String, String>> nodes = new LinkedHashMap<>();
    if (map.has("files")) {
      nodes.put(NODE, files(map.map("files")));
    }
    YamlMap given = map.map("nodes");
    for (String node : given.keys()) {
      if (nodes.put(node, files(given.map(node))) != null) {
        given.report(node, "'files' are those of " + NODE + " already");
      }
    }
    return nodes;
  }

  private static Map<String, String> files(YamlMap map) {
    Map<String, String> files = new LinkedHashMap<>();
    texts(map).forEach((name, text) -> files.put(path(name), text));
    return files;
  }

  /** {@code ps} is the file {@code ps.txt}; a name with a dot, or under a folder, is a path. */
  private static String path(String name) {
    return name.contains(".") || name.contains("/") ? name : name + ".txt";
  }

  private static List<Change> changes(YamlMap map) {
    List<Change> changes = new ArrayList<>();
    for (YamlMap change : map.maps("change", "")) {
      change.allow(RuleReader.keys("file from to"));
      Optional<YamlText> file = change.required("file");
      Optional<YamlText> from = change.required("from");
      Optional<YamlText> to = change.required("to");
      if (file.isPresent() && from.isPresent() && to.isPresent()) {
        changes.add(new Change(file.get().text(), from.get().text(), to.get().text()));
      }
    }
    return changes;
  }

  private static Map<String, String> texts(YamlMap map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.keys().forEach(key -> map.text(key).ifPresent(text -> texts.put(key, text.text())));
    return texts;
  }

  private static List<String> texts(YamlMap map, String key) {
    return map.texts(key).stream().map(YamlText::text).toList();
  }
}
