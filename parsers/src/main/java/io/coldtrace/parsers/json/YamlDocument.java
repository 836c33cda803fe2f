package io.coldtrace.parsers.json;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One YAML document as the same tree that JSON gives. Format: YAML 1.1, as Kubernetes prints it.
 */
public final class YamlDocument {
  private static final int DEEPEST = 200;

  private final int before;
  private final Set<String> unread;

  /** An alias stands for the same node, and may even stand within it. */
  private final IdentityHashMap<Node, JsonValue> read = new IdentityHashMap<>();

  private YamlDocument(int before, Set<String> unread) {
    this.before = before;
    this.unread = unread;
  }

  /**
   * Reads a document; empty if it is malformed, or holds nothing.
   *
   * @param lines its own
   * @param first the number of the first of them in its file
   * @param unread names of members that are bulky and not wanted
   */
  public static Optional<JsonValue> read(List<String> lines, int first, Set<String> unread) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(1000);
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      // Characters that YAML forbids, or takes for the end of a line.
      text.append(line.replaceAll("[\\p{Cntrl}\u0085\u2028\u2029&&[^\t]]", " ")).append('\n');
    }
    try {
      return Optional.ofNullable(
              new Yaml(options).compose(new java.io.StringReader(text.toString())))
          .map(new YamlDocument(first, unread)::value);
    } catch (YAMLException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  private JsonValue value(Node node) {
    JsonValue known = read.get(node);
    if (known != null) {
      return known;
    }
    read.put(node, JsonValue.MISSING);
    int first = before + node.getStartMark().getLine();
    boolean within = node.getEndMark().getColumn() > 0;
    int last = Math.max(first, before + node.getEndMark().getLine() - (within ? 0 : 1));
    JsonValue value = new JsonValue(first, last, content(node), true);
    read.put(node, value);
    return value;
  }

  private Object content(Node node) {
    if (node instanceof MappingNode mapping) {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key && !unread.contains(key.getValue())) {
          members.put(key.getValue(), value(tuple.getValueNode()));
        }
      }
      return members;
    }
    if (node instanceof SequenceNode sequence) {
      List<JsonValue> elements = new ArrayList<>();
      sequence.getValue().forEach(element -> elements.add(value(element)));
      return elements;
    }
    boolean nothing = node.getTag().equals(Tag.NULL);
    return node instanceof ScalarNode scalar && !nothing ? scalar.getValue() : null;
  }
}
