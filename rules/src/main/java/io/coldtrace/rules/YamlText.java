package io.coldtrace.rules;

import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A scalar of a YAML file, each of whose characters knows where it stands in the file, whatever the
 * style: plain, quoted, folded or literal.
 */
final class YamlText implements Place {
  private final RuleFile file;
  private final ScalarNode node;
  private final String text;

  YamlText(RuleFile file, ScalarNode node) {
    this.file = file;
    this.node = node;
    this.text = node.getValue();
  }

  String text() {
    return text;
  }

  RuleFile file() {
    return file;
  }

  @Override
  public RuleIssue issue(int at, String message) {
    return file.issue(place(at), message);
  }

  void report(String message) {
    file.report(issue(0, message));
  }

  /**
   * Walks the raw text and the value side by side. Each character of the value is the next of its
   * kind in the raw text; a blank may stand for a folded line end.
   */
  private int place(int at) {
    int[] raw = file.characters();
    int index = begin(raw);
    int[] value = text.codePoints().toArray();
    int last = index;
    for (int i = 0; i <= at && i < value.length; i++) {
      while (index < raw.length && !stands(value[i], raw[index])) {
        index++;
      }
      last = index;
      index++;
    }
    return at >= value.length ? last + 1 : last;
  }

  private static boolean stands(int character, int raw) {
    return character == raw || (character == ' ' && raw == '\n');
  }

  private int begin(int[] raw) {
    int start = node.getStartMark().getIndex();
    return switch (node.getScalarStyle()) {
      case LITERAL, FOLDED -> endOfLine(raw, start) + 1;
      case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
      default -> start;
    };
  }

  private static int endOfLine(int[] raw, int from) {
    int index = from;
    while (index < raw.length && raw[index] != '\n') {
      index++;
    }
    return index;
  }
}
