package io.coldtrace.facts;

/**
 * Something that a node said, or that follows from what it said; immutable, with the line that says
 * it.
 */
public interface Fact {
  /** The line that says so; for a derived fact, the line that decides it. */
  Source source();
}
