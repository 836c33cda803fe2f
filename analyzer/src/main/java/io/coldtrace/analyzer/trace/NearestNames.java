package io.coldtrace.analyzer.trace;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What somebody may have meant who mistyped a name. */
final class NearestNames {
  private static final int SHOWN = 3;

  private NearestNames() {}

  /** The names that are few keystrokes away, or hold what was typed; the nearest first. */
  static List<String> to(String typed, Collection<String> names) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    int far = Math.max(2, wanted.length() / 3);
    return names.stream()
        .distinct()
        .filter(name -> distance(wanted, name) <= far)
        .sorted(
            Comparator.comparingInt((String name) -> distance(wanted, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(SHOWN)
        .toList();
  }

  private static int distance(String wanted, String name) {
    String other = name.toLowerCase(Locale.ROOT);
    return wanted.length() >= 3 && other.contains(wanted) ? 1 : keystrokes(wanted, other);
  }

  /** Letters to add, drop or exchange (Levenshtein). */
  private static int keystrokes(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
