package io.coldtrace.parsers;

import java.util.List;

/** The words of a line, read from left to right; past the end they are empty. */
public final class Words {
  private final List<String> words;
  private int position;

  /** The words of a line, which blanks part. */
  public Words(String line) {
    words = List.of(line.strip().split("\\s+", -1));
  }

  /** Whether a word is left. */
  public boolean hasNext() {
    return position < words.size();
  }

  /** The word that {@link #next} gives. */
  public String peek() {
    return hasNext() ? words.get(position) : "";
  }

  /** The next word, which is then read. */
  public String next() {
    String word = peek();
    position++;
    return word;
  }

  /** The word after this one, wherever it stands; empty if there is none. */
  public String after(String word) {
    int at = words.indexOf(word);
    return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : "";
  }

  /** Whether the line has this word anywhere. */
  public boolean contains(String word) {
    return words.contains(word);
  }

  /** The word at a place, which counts from 0, whatever was read; empty if there is none. */
  public String at(int index) {
    return index < words.size() ? words.get(index) : "";
  }

  /** The place of the next word. */
  public int position() {
    return position;
  }

  /** How many words the line has. */
  public int count() {
    return words.size();
  }

  /** Whether a word is a whole number that fits an int. */
  public static boolean isNumber(String word) {
    return word.matches("[0-9]{1,9}");
  }

  /** Whether a word is a whole number that fits a long. */
  public static boolean isLong(String word) {
    return word.matches("[0-9]{1,18}");
  }
}
