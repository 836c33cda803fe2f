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

  /** What stands in every line that fits; may be empty. */
  private final String literal;

  /** What is known of lines that begin with an ASCII character, if it is tied. */
  private final byte[] beginnings = new byte[128];

  LinePattern(String expression) {
    pattern = Pattern.compile(expression);
    tied = isTied(expression);
    boolean anyCase = expression.contains("(?i");
    literal = isOneWay(expression) && !anyCase ? literalOf(expression) : "";
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

  /**
   * The longest run of plain characters outside of groups and classes, all of which a line must
   * have; of an expression that offers no other way.
   */
  private static String literalOf(String expression) {
    String longest = "";
    StringBuilder run = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      boolean escaped = c == '\\';
      if (escaped) {
        c = expression.charAt(++i);
      }
      boolean plain = escaped ? !Character.isLetterOrDigit(c) : "^$.[|?*+(){}".indexOf(c) < 0;
      if (plain && depth == 0) {
        run.append(c);
        continue;
      }
      if (!escaped && "?*{".indexOf(c) >= 0 && !run.isEmpty()) {
        run.setLength(run.length() - 1);
      }
      longest = run.length() > longest.length() ? run.toString() : longest;
      run.setLength(0);
      if (!escaped && c == '[') {
        i = endOfClass(expression, i);
      } else if (!escaped && c == '{') {
        i = expression.indexOf('}', i);
      } else if (!escaped) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
    }
    return run.length() > longest.length() ? run.toString() : longest;
  }

  private static int endOfClass(String expression, int open) {
    int end = open + 1;
    while (expression.charAt(end) != ']') {
      end += expression.charAt(end) == '\\' ? 2 : 1;
    }
    return end;
  }

  /** No {@code |} outside of parentheses offers another beginning. */
  private static boolean isTied(String expression) {
    return expression.startsWith("^") && isOneWay(expression);
  }

  private static boolean isOneWay(String expression) {
    int depth = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        i = endOfClass(expression, i);
      } else if (c == '(' || c == ')') {
        depth += c == '(' ? 1 : -1;
      } else if (c == '|' && depth == 0) {
        return false;
      }
    }
    return true;
  }
}
