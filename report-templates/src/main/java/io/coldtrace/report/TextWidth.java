package io.coldtrace.report;

import java.util.ArrayList;
import java.util.List;

/** How wide a text is drawn: nobody asks a font, so that every machine draws the same picture. */
final class TextWidth {
  private TextWidth() {}

  /** In pixels, by the size of a monospaced font; Chinese is twice as wide. */
  static double of(String text, double size) {
    return text.codePoints().mapToDouble(TextWidth::ems).sum() * size;
  }

  private static double ems(int codePoint) {
    return codePoint >= 0x2E80 ? 1.0 : 0.61;
  }

  /** In columns of a terminal. */
  static int columns(String text) {
    return text.codePoints().map(TextWidth::columns).sum();
  }

  private static int columns(int codePoint) {
    return codePoint >= 0x2E80 ? 2 : 1;
  }

  /** Where a text ends that has so many columns at most. */
  static int end(String text, int columns) {
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      used += columns(codePoint);
      if (used > columns) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }

  /** The text, or its beginning with an ellipsis. */
  static String cut(String text, double size, double room) {
    return of(text, size) <= room ? text : text.substring(0, end(text, size, room - size)) + "…";
  }

  /** The text over several lines, the last of them cut; broken at blanks where there are any. */
  static List<String> wrap(String text, double size, double room, int most) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (of(rest, size) > room && lines.size() < most - 1) {
      int end = end(rest, size, room);
      int blank = rest.lastIndexOf(' ', end);
      end = blank > 0 ? blank : Math.max(1, end);
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    lines.add(cut(rest, size, room));
    return lines;
  }

  private static int end(String text, double size, double room) {
    int end = 0;
    double width = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      width += ems(codePoint) * size;
      if (width > room) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }
}
