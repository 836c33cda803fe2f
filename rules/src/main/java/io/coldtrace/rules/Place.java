package io.coldtrace.rules;

/** A text of a rule's file, which knows where each of its characters stands. */
interface Place {
  /** A mistake at a character of the text, counted in code points from 0. */
  RuleIssue issue(int at, String message);

  /** A text of which only its line is known. */
  static Place line(String file, int line) {
    return (at, message) -> new RuleIssue(file, line, 1, message, "");
  }
}
