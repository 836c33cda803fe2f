package io.coldtrace.dataplane.netfilter;

/** Whether a match holds: what was collected and is not understood is maybe. */
public enum Truth {
  NO,
  MAYBE,
  YES;

  /** Yes or no. */
  public static Truth of(boolean value) {
    return value ? YES : NO;
  }

  /** Both hold. */
  public Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** One of them holds. */
  public Truth or(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The opposite; maybe stays maybe. */
  public Truth not() {
    return this == MAYBE ? MAYBE : of(this == NO);
  }
}
