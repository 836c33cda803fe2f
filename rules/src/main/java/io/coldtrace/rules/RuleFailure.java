package io.coldtrace.rules;

/** An expression could not be evaluated; it costs the rule its verdict, nothing else. */
final class RuleFailure extends RuntimeException {
  RuleFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
