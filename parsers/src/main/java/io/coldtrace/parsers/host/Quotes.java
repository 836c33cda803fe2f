package io.coldtrace.parsers.host;

/** Quotes around a value, as a shell allows them. */
final class Quotes {
  private Quotes() {}

  /** The value without the single or double quotes that surround all of it. */
  static String strip(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
