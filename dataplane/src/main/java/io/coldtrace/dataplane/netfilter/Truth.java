package io.coldtrace.dataplane.netfilter;

/**
 * Whether a match holds: what was collected and is not understood is maybe; what the kernel decides
 * at random is chance.
 */
public enum Truth {
  NO,
  MAYBE,
  CHANCE,
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
    if (this == YES || other == YES) {
      return YES;
    }
    if (this == MAYBE || other == MAYBE) {
      return MAYBE;
    }
    return this == CHANCE || other == CHANCE ? CHANCE : NO;
  }

  /** The opposite; what is open stays open. */
  public Truth not() {
    return this == YES ? NO : this == NO ? YES : this;
  }

  /** Whether it is neither yes nor no. */
  public boolean open() {
    return this == MAYBE || this == CHANCE;
  }
}
