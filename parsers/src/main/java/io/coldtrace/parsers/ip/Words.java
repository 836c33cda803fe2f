package io.coldtrace.parsers.ip;

import java.util.List;

/** The words of a line of iproute2, read from left to right; past the end they are empty. */
final class Words {
  private final List<String> words;
  private int position;

  Words(String line) {
    words = List.of(line.strip().split("\\s+", -1));
  }

  boolean hasNext() {
    return position < words.size();
  }

  String peek() {
    return hasNext() ? words.get(position) : "";
  }

  String next() {
    String word = peek();
    position++;
    return word;
  }

  /** The word after this one, wherever it stands; empty if there is none. */
  String after(String word) {
    int at = words.indexOf(word);
    return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : "";
  }

  boolean contains(String word) {
    return words.contains(word);
  }

  static boolean isNumber(String word) {
    return word.matches("[0-9]{1,9}");
  }
}
