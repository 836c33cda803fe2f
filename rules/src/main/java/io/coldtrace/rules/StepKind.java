package io.coldtrace.rules;

import java.util.Locale;

/**
 * What a remedy's step is for. {@code fix} mends the running system, {@code persist} makes it last
 * over a reboot, {@code manual} is for what lies outside the nodes.
 */
public enum StepKind {
  FIX,
  PERSIST,
  VERIFY,
  UNDO,
  MANUAL;

  /** As rules and reports write it: {@code fix}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
