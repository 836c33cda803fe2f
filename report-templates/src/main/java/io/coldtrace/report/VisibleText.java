package io.coldtrace.report;

/**
 * Text of a snapshot made safe to look at: what would move the cursor, color a terminal or turn the
 * direction of writing is shown instead of done ({@code ESC} as {@code ␛}, U+202E as {@code
 * ‹U+202E›}).
 */
final class VisibleText {
  private VisibleText() {}

  /** Keeps line feeds and tabs. */
  static String lines(String text) {
    return visible(text, true);
  }

  /** On one line, whatever it holds. */
  static String line(String text) {
    return visible(text, false);
  }

  private static String visible(String text, boolean keepLayout) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (keepLayout && (c == '\n' || c == '\t')) {
        out.append(c);
      } else if (c < 0x20) {
        out.append((char) (0x2400 + c));
      } else if (isLoneSurrogate(text, i)) {
        out.append('\uFFFD');
      } else if (isHidden(c)) {
        out.append(String.format("‹U+%04X›", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private static boolean isHidden(char c) {
    return (c >= 0x7F && c < 0xA0)
        || (c >= 0x200B && c <= 0x200F)
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x2069)
        || c == 0xFEFF
        || c >= 0xFFFE;
  }
}
