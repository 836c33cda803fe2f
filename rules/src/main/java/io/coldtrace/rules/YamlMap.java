package io.coldtrace.rules;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of a YAML file, read key by key; what is not as it should be becomes an issue. */
final class YamlMap {
  private final RuleFile file;
  private final int index;
  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final Map<String, Integer> places = new LinkedHashMap<>();

  private YamlMap(RuleFile file, int index) {
    this.file = file;
    this.index = index;
  }

  /** The file's one document; an empty mapping, and an issue, if it is none. */
  static YamlMap read(RuleFile file) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(file.content()));
      if (root instanceof MappingNode mapping) {
        return of(file, mapping);
      }
      file.report(0, "expected a mapping of keys to values");
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      file.report(mark == null ? 0 : mark.getIndex(), "not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      file.report(0, "not YAML: " + e.getMessage());
    }
    return new YamlMap(file, 0);
  }

  private static YamlMap of(RuleFile file, MappingNode mapping) {
    YamlMap map = new YamlMap(file, mapping.getStartMark().getIndex());
    for (NodeTuple tuple : mapping.getValue()) {
      int at = tuple.getKeyNode().getStartMark().getIndex();
      String key = tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "";
      if (map.entries.put(key, tuple.getValueNode()) != null) {
        file.report(at, "key '" + key + "' stands twice");
      }
      map.places.put(key, at);
    }
    return map;
  }

  /** A mapping without keys that stands where this one does. */
  YamlMap empty() {
    return new YamlMap(file, index);
  }

  RuleFile file() {
    return file;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Its keys, in order. */
  List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  /** The mapping of a key; an empty one if it has none. */
  YamlMap map(String key) {
    Node node = entries.get(key);
    if (node instanceof MappingNode mapping) {
      return of(file, mapping);
    }
    if (node != null) {
      report(key, "'" + key + "' must be a mapping");
    }
    return empty();
  }

  /** A mistake at a key that is told later. */
  RuleIssue issue(String key, String message) {
    return file.issue(places.getOrDefault(key, index), message);
  }

  /** Reports an issue at a key; at the mapping if it has no such key. */
  void report(String key, String message) {
    file.report(places.getOrDefault(key, index), message);
  }

  /** Reports every key that is not one of these. */
  void allow(Set<String> keys) {
    for (String key : entries.keySet()) {
      if (!keys.contains(key)) {
        report(key, "unknown key '" + key + "'; known: " + String.join(", ", keys));
      }
    }
  }

  /** The text of a key, if it has one. */
  Optional<YamlText> text(String key) {
    Node node = entries.get(key);
    return node == null ? Optional.empty() : text(key, node);
  }

  /** The text of a key; an issue if there is none. */
  Optional<YamlText> required(String key) {
    if (!has(key)) {
      report(key, "key '" + key + "' is missing");
    }
    return text(key);
  }

  private Optional<YamlText> text(String key, Node node) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Optional.of(new YamlText(file, scalar));
    }
    file.report(node.getStartMark().getIndex(), "'" + key + "' must be a text");
    return Optional.empty();
  }

  /** The texts of a list; a lone text counts as a list of one. */
  List<YamlText> texts(String key) {
    List<YamlText> texts = new ArrayList<>();
    for (Node node : nodes(key)) {
      text(key, node).ifPresent(texts::add);
    }
    return texts;
  }

  /** The mappings of a list; where a text stands instead, a mapping of that text under a key. */
  List<YamlMap> maps(String key, String textKey) {
    List<YamlMap> maps = new ArrayList<>();
    for (Node node : nodes(key)) {
      if (node instanceof MappingNode mapping) {
        maps.add(of(file, mapping));
      } else if (node instanceof ScalarNode && !textKey.isEmpty()) {
        YamlMap map = new YamlMap(file, node.getStartMark().getIndex());
        map.entries.put(textKey, node);
        map.places.put(textKey, map.index);
        maps.add(map);
      } else {
        file.report(node.getStartMark().getIndex(), "an item of '" + key + "' must be a mapping");
      }
    }
    return maps;
  }

  private List<Node> nodes(String key) {
    Node node = entries.get(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    if (node instanceof ScalarNode) {
      return List.of(node);
    }
    report(key, "'" + key + "' must be a list");
    return List.of();
  }
}
