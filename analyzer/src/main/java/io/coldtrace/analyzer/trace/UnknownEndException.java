package io.coldtrace.analyzer.trace;

/** The snapshot knows no end of that name; the message says what it may have been. */
public final class UnknownEndException extends Exception {
  private static final long serialVersionUID = 1;

  UnknownEndException(String message) {
    super(message);
  }
}
