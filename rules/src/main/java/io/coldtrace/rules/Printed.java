package io.coldtrace.rules;

import java.util.List;
import java.util.stream.Collectors;

/** How a value looks in a text. */
final class Printed {
  private Printed() {}

  /** A list as its elements with commas, a whole number without a fraction, the rest as it is. */
  static String text(Object value) {
    if (value instanceof List<?> list) {
      return joined(list, ", ");
    }
    if (value instanceof Double number && number == Math.rint(number) && !number.isInfinite()) {
      return Long.toString(number.longValue());
    }
    return String.valueOf(value);
  }

  static String joined(List<?> list, String separator) {
    return list.stream().map(Printed::text).collect(Collectors.joining(separator));
  }

  /**
   * A value as words of a shell line: what a shell could misread is quoted; a list is many words.
   */
  static String shellWords(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Printed::shellWords).collect(Collectors.joining(" "));
    }
    String text = text(value);
    return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
