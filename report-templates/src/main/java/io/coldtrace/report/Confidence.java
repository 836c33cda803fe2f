package io.coldtrace.report;

import com.fasterxml.jackson.annotation.JsonValue;

/** How sure a diagnosis is; the order is from sure to a lead. */
public enum Confidence {
  /** The model loses the very probes that were lost, and passes them once the remedy is applied. */
  CONFIRMED("confirmed"),
  /** The evidence fits, the decisive step is out of sight. */
  PROBABLE("probable"),
  /** A lead. */
  POSSIBLE("possible");

  private final String word;

  Confidence(String word) {
    this.word = word;
  }

  /** As the JSON report writes it. */
  @JsonValue
  public String word() {
    return word;
  }
}
