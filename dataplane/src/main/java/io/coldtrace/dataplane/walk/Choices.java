package io.coldtrace.dataplane.walk;

import java.util.ArrayList;
import java.util.List;

/**
 * The choices that a kernel makes at random on a packet's way (an endpoint, one of several equal
 * routes). A walk is repeated until every combination was taken once.
 */
final class Choices {
  private record Choice(int taken, int alternatives) {}

  private final List<Choice> made = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private int asked;

  /** Which of so many alternatives this walk takes. */
  int pick(int alternatives) {
    if (asked == made.size()) {
      made.add(new Choice(0, alternatives));
    }
    return made.get(asked++).taken();
  }

  /** Says in words where a choice led this walk. */
  void name(String label) {
    labels.add(label);
  }

  /** What this walk took, in words; empty if there was nothing to choose. */
  String taken() {
    return String.join(", ", labels);
  }

  /** Turns to the next combination; false if all were taken. */
  boolean next() {
    asked = 0;
    labels.clear();
    while (!made.isEmpty()) {
      Choice last = made.remove(made.size() - 1);
      if (last.taken() + 1 < last.alternatives()) {
        made.add(new Choice(last.taken() + 1, last.alternatives()));
        return true;
      }
    }
    return false;
  }
}
