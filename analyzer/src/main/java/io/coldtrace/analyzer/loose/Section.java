package io.coldtrace.analyzer.loose;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * One output within a text, with the lines before it that announce it.
 *
 * @param first the number of its first line, from 1
 * @param content the number of the first line after those that announce it
 * @param last the number of its last line
 * @param kind what the prompt or heading before it says
 * @param node the node that the prompt or heading before it says
 * @param elsewhere whether it was printed in a pod or another network namespace
 */
record Section(
    int first,
    int content,
    int last,
    Optional<String> kind,
    Optional<String> node,
    boolean elsewhere) {
  /** A text that is one output. */
  static Section whole(int lines) {
    return new Section(1, 1, lines, Optional.empty(), Optional.empty(), false);
  }

  /** Its lines without those that announce it. */
  List<String> lines(List<String> text) {
    return text.subList(content - 1, last);
  }

  /**
   * The text up to its last line, with every line before its content blank: line numbers stay those
   * of the file.
   */
  List<String> inPlace(List<String> text) {
    return content == 1 ? text.subList(0, last) : new InPlace(text, content - 1, last);
  }

  private static final class InPlace extends AbstractList<String> implements RandomAccess {
    private final List<String> text;
    private final int from;
    private final int size;

    InPlace(List<String> text, int from, int size) {
      this.text = text;
      this.from = from;
      this.size = size;
    }

    @Override
    public String get(int index) {
      return index < from ? "" : text.get(index);
    }

    @Override
    public int size() {
      return size;
    }
  }
}
