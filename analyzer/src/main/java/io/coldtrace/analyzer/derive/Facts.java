package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import java.util.Collection;
import java.util.List;

/** Choosing facts by type. */
final class Facts {
  private Facts() {}

  /** The facts of one type, in order. */
  static <T extends Fact> List<T> only(Collection<? extends Fact> facts, Class<T> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
