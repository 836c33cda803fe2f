package io.coldtrace.report;

import com.fasterxml.jackson.annotation.JsonValue;

/** How bad it is; the order is from worst to harmless. */
public enum Severity {
  /** Breaks traffic now, for many. */
  CRITICAL("critical"),
  /** Breaks traffic now. */
  ERROR("error"),
  /** A risk without a symptom. */
  WARNING("warning"),
  /** Worth knowing. */
  INFO("info");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /** As the JSON report writes it. */
  @JsonValue
  public String word() {
    return word;
  }
}
