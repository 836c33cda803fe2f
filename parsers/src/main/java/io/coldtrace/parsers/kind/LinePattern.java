package io.coldtrace.parsers.kind;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A regular expression that is sought in many lines, most of which do not fit.
 *
 * @param tied whether it fits at the beginning of a line alone: sought further on, it would be
 *     tried in vain at every character
 * @param first the character that every line that fits begins with, where there is one
 */
record LinePattern(Pattern pattern, boolean tied, Optional<Character> first) {
  static LinePattern of(String expression) {
    boolean tied = isTied(expression);
    return new LinePattern(
        Pattern.compile(expression), tied, tied ? first(expression) : Optional.empty());
  }

  /** Whether it fits somewhere in the line. */
  boolean fits(String line) {
    if (first.isPresent() && (line.isEmpty() || line.charAt(0) != first.get())) {
      return false;
    }
    return tied ? pattern.matcher(line).lookingAt() : pattern.matcher(line).find();
  }

  /** Begins with {@code ^}, and no {@code |} outside of parentheses offers another beginning. */
  private static boolean isTied(String expression) {
    int depth = 0;
    boolean inClass = false;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\\') {
        i++;
      } else if (inClass) {
        inClass = c != ']';
      } else if (c == '[') {
        inClass = true;
      } else if (c == '(' || c == ')') {
        depth += c == '(' ? 1 : -1;
      } else if (c == '|' && depth == 0) {
        return false;
      }
    }
    return expression.startsWith("^");
  }

  /** The character after the {@code ^}, if it stands for itself and has to be there. */
  private static Optional<Character> first(String expression) {
    boolean escaped = expression.startsWith("^\\");
    int place = escaped ? 2 : 1;
    if (expression.length() <= place) {
      return Optional.empty();
    }
    char c = expression.charAt(place);
    boolean literal = escaped ? !Character.isLetterOrDigit(c) : "^$.|?*+()[{\\\\".indexOf(c) < 0;
    boolean needed =
        expression.length() == place + 1 || "?*{".indexOf(expression.charAt(place + 1)) < 0;
    return literal && needed ? Optional.of(c) : Optional.empty();
  }
}
