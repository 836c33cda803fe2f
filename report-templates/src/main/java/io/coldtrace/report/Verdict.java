package io.coldtrace.report;

import com.fasterxml.jackson.annotation.JsonValue;

/** What the report says of the cluster as a whole. */
public enum Verdict {
  /** Nothing is broken, though not every rule need have been evaluated. */
  HEALTHY("healthy"),
  /** At least one diagnosis is an error or critical. */
  PROBLEM("problem"),
  /** Probes failed that nothing explains, or too little was seen. */
  INCONCLUSIVE("inconclusive");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** As the JSON report writes it. */
  @JsonValue
  public String word() {
    return word;
  }
}
