package io.coldtrace.report;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a step of a remedy is for. */
public enum StepKind {
  /** Mends the running system. */
  FIX("fix"),
  /** Makes it last over a reboot. */
  PERSIST("persist"),
  /** Shows that it worked. */
  VERIFY("verify"),
  /** Takes the fix back. */
  UNDO("undo"),
  /** Lies outside the nodes: a security group, a hypervisor. */
  MANUAL("manual");

  private final String word;

  StepKind(String word) {
    this.word = word;
  }

  /** As the JSON report writes it. */
  @JsonValue
  public String word() {
    return word;
  }
}
