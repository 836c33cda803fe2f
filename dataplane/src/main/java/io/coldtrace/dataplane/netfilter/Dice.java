package io.coldtrace.dataplane.netfilter;

/** Decides what a rule leaves to chance ({@code -m statistic}). */
@FunctionalInterface
public interface Dice {
  /** Nobody asks for one outcome: both are followed, as of a match that is not understood. */
  Dice NONE = () -> Truth.MAYBE;

  /** Whether the rule matches this time. */
  Truth roll();
}
