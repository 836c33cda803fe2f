package io.coldtrace.analyzer.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Other names for names, found as whole words wherever they stand. Names that everybody's cluster
 * has ({@code vocabulary.txt}) say nothing of this one and stay.
 */
final class NameMap {
  private static final int LENGTH = 6;

  private final Keyed keyed;
  private final Set<String> vocabulary;
  private final Map<String, String> others = new TreeMap<>();
  private final Map<String, String> kinds = new HashMap<>();

  /** The names by their first word, the longest first. */
  private final Map<String, List<String>> byFirstWord = new HashMap<>();

  NameMap(Keyed keyed, Set<String> vocabulary) {
    this.keyed = keyed;
    this.vocabulary = vocabulary;
  }

  /**
   * Has a name renamed.
   *
   * @param kind {@code node}, {@code pod}, {@code namespace}, {@code domain}, {@code user}: what
   *     the other name begins with
   */
  void rename(String kind, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (name.length() < 2
        || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")
        || name.matches("[0-9.]+")
        || vocabulary.contains(lower)
        || others.containsKey(lower)) {
      return;
    }
    others.put(lower, kind + "-" + keyed.word(kind, lower, LENGTH));
    kinds.put(lower, kind);
    List<String> same = byFirstWord.computeIfAbsent(firstWord(lower), word -> new ArrayList<>());
    same.add(lower);
    same.sort(Comparator.comparing(String::length).reversed().thenComparing(each -> each));
  }

  /** The name that begins at this place of a text in lower case and ends with a word's end. */
  Optional<String> at(String lowerText, int start) {
    int end = start;
    while (end < lowerText.length() && isOfWord(lowerText.charAt(end))) {
      end++;
    }
    return byFirstWord.getOrDefault(lowerText.substring(start, end), List.of()).stream()
        .filter(name -> lowerText.startsWith(name, start))
        .filter(
            name ->
                start + name.length() == lowerText.length()
                    || !isOfWord(lowerText.charAt(start + name.length())))
        .findFirst();
  }

  /** The other name of one that {@link #at} found. */
  String of(String name) {
    return others.get(name);
  }

  /** All names in lower case, with their others. */
  Map<String, String> known() {
    return others;
  }

  /** What a name is of. */
  String kind(String name) {
    return kinds.get(name);
  }

  static boolean isOfWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static String firstWord(String name) {
    int end = 0;
    while (end < name.length() && isOfWord(name.charAt(end))) {
      end++;
    }
    return name.substring(0, end);
  }
}
