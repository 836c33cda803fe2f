package io.coldtrace.parsers.kind;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A regular expression that is sought in many lines, most of which do not fit. */
public final class LinePattern {
  private static final byte UNKNOWN = 0;
  private static final byte POSSIBLE = 1;
  private static final byte IMPOSSIBLE = 2;

  private final Pattern pattern;

  /**
   * Whether it fits at the beginning of a line alone: sought further on, it would be tried in vain
   * at every character.
   */
  private final boolean tied;

  /** What stands in every line that fits, if it is not tied; may be empty. */
  private final String literal;

  /** What is known of lines that begin with an ASCII character, if it is tied. */
  private final byte[] beginnings = new byte[128];

  LinePattern(String expression) {
    pattern = Pattern.compile(expression);
    tied = isTied(expression);
    literal = tied ? "" : literalOf(expression);
  }

  /** Whether it fits somewhere in the line. */
  boolean fits(String line) {
    return found(line).isPresent();
  }

  /** Where it fits first, with its groups; empty if it does not. */
  public Optional<Matcher> found(String line) {
    if (!line.isEmpty() && !canBegin(line.charAt(0))) {
      return Optional.empty();
    }
    if (!literal.isEmpty() && !line.contains(literal)) {
      return Optional.empty();
    }
    Matcher matcher = pattern.matcher(line);
    return Optional.of(matcher).filter(each -> tied ? each.lookingAt() : each.find());
  }

  /** Whether a line that begins so may fit. */
  boolean canBegin(char first) {
    if (!tied || first >= beginnings.length) {
      return true;
    }
    // Two threads at a time find out the same.
    if (beginnings[first] == UNKNOWN) {
      Matcher matcher = pattern.matcher(String.valueOf(first));
      beginnings[first] = matcher.lookingAt() || matcher.hitEnd() ? POSSIBLE : IMPOSSIBLE;
    }
    return beginnings[first] == POSSIBLE;
  }

  /** Whether a line that begins with these characters may fit. */
  boolean canBegin(String start) {
    if (!tied) {
      return true;
    }
    Matcher matcher = pattern.matcher(start);
    return matcher.lookingAt() || matcher.hitEnd();
  }

  /** The plain characters that the expression begins with, if nothing offers another beginning. */
  private static String literalOf(String expression) {
    int end = 0;
    while (end < expression.length() && "\\^$.[|?*+(){}".indexOf(expression.charAt(end)) < 0) {
      end++;
    }
    boolean counted = end < expression.length() && "?*+{".indexOf(expression.charAt(end)) >= 0;
    return expression.indexOf('|') >= 0 && !isOneWay(expression)
        ? ""
        : expression.substring(0, Math.max(0, counted ? end - 1 : end));
  }

  /** No {@code |} outside of parentheses offers another beginning. */
  private static boolean isTied(String expression) {
    return expression.startsWith("^") && isOneWay(expression);
  }

  private static boolean isOneWay(String expression) {
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
    return true;
  }
}
