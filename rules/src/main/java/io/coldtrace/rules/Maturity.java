package io.coldtrace.rules;

import java.util.Locale;

/**
 * How well a rule has proven itself: {@code sandbox} when new, {@code stable} once it fired in a
 * real incident and kept quiet in all healthy ones.
 */
public enum Maturity {
  SANDBOX,
  INCUBATING,
  STABLE;

  /** As rules write it: {@code sandbox}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
