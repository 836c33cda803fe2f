package io.coldtrace.report;

import com.fasterxml.jackson.annotation.JsonValue;

/** What the model said of a probe. */
public enum Prediction {
  /** The model delivers it. */
  PASS("pass"),
  /** The model loses it. */
  FAIL("fail"),
  /** A fact that would decide it is missing. */
  UNKNOWN("unknown");

  private final String word;

  Prediction(String word) {
    this.word = word;
  }

  /** As the JSON report writes it. */
  @JsonValue
  public String word() {
    return word;
  }
}
