package io.coldtrace.rules;

import java.util.Locale;

/** How bad a finding is; of a rule it is the ceiling of what its findings may be. Worst first. */
public enum Severity {
  CRITICAL,
  ERROR,
  WARNING,
  INFO;

  /** As rules and reports write it: {@code critical}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
