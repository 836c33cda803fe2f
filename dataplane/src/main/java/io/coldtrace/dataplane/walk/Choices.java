package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.netfilter.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is open on a packet's way: what a kernel chooses at random (an endpoint, one of several
 * equal routes), and what a rule does that is not understood. A walk is repeated until every
 * combination was taken once.
 */
final class Choices {
  /**
   * One of several alternatives.
   *
   * @param doubt the rule that is not understood; empty if the kernel chooses at random
   */
  record Choice(int taken, int alternatives, Optional<Decision> doubt) {}

  private final List<Choice> made = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private int asked;

  /** Which of so many alternatives this walk takes. */
  int pick(int alternatives, Optional<Decision> doubt) {
    if (alternatives == 1) {
      return 0;
    }
    if (asked == made.size()) {
      made.add(new Choice(0, alternatives, doubt));
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

  /** What this walk took. */
  List<Choice> path() {
    return List.copyOf(made);
  }

  /** Turns to the next combination; false if all were taken. */
  boolean next() {
    asked = 0;
    labels.clear();
    while (!made.isEmpty()) {
      Choice last = made.remove(made.size() - 1);
      if (last.taken() + 1 < last.alternatives()) {
        made.add(new Choice(last.taken() + 1, last.alternatives(), last.doubt()));
        return true;
      }
    }
    return false;
  }
}
