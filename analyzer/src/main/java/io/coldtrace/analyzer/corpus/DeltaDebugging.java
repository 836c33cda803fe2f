package io.coldtrace.analyzer.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Leaves out what is not needed: ddmin of Zeller and Hildebrandt, "Simplifying and Isolating
 * Failure-Inducing Input", 2002.
 */
final class DeltaDebugging {
  private DeltaDebugging() {}

  /**
   * Some of the items, in their order, that still hold; none of them can be left out alone.
   *
   * @param holds is true of all items
   */
  static <T> List<T> smallest(List<T> items, Predicate<List<T>> holds) {
    if (items.isEmpty() || holds.test(List.of())) {
      return List.of();
    }
    List<T> left = List.copyOf(items);
    int parts = 2;
    while (left.size() > 1) {
      List<T> smaller = withoutOnePart(left, parts, holds);
      if (smaller.size() < left.size()) {
        left = smaller;
        parts = Math.max(2, Math.min(parts - 1, left.size()));
      } else if (parts >= left.size()) {
        break;
      } else {
        parts = Math.min(left.size(), parts * 2);
      }
    }
    return left;
  }

  /** Each part in turn is left out if that holds: one pass takes all that goes at this size. */
  private static <T> List<T> withoutOnePart(List<T> items, int parts, Predicate<List<T>> holds) {
    int size = Math.max(1, (items.size() + parts - 1) / parts);
    List<T> left = items;
    for (int end = items.size(); end > 0; end -= size) {
      List<T> without = new ArrayList<>(left.subList(0, Math.max(0, end - size)));
      without.addAll(left.subList(Math.min(end, left.size()), left.size()));
      if (without.size() < left.size() && !without.isEmpty() && holds.test(without)) {
        left = List.copyOf(without);
      }
    }
    return left;
  }
}
