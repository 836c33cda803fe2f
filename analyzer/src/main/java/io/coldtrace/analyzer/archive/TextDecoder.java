package io.coldtrace.analyzer.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Bytes of a captured file as lines: UTF-8, damaged bytes replaced, without line ends, BOM, NUL and
 * terminal colors.
 */
public final class TextDecoder {
  /** A longer line is cut; nothing that is understood comes near. */
  static final int MAX_LINE = 1 << 20;

  /** Control sequences of a terminal (ECMA-48): colors, cursor moves, titles, character sets. */
  private static final Pattern CONTROL_SEQUENCE =
      Pattern.compile(
          "\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)|[ -/]+[0-~]|[0-?@-Z\\\\^_`-~])");

  private TextDecoder() {}

  /** The lines of the text; a last line without an end counts. */
  public static List<String> lines(byte[] content) {
    List<String> lines = new ArrayList<>();
    int start = bomLength(content);
    for (int i = start; i <= content.length; i++) {
      if (i == content.length ? i > start : content[i] == '\n') {
        lines.add(line(content, start, i));
        start = i + 1;
      }
    }
    return lines;
  }

  private static int bomLength(byte[] content) {
    boolean bom =
        content.length >= 3
            && content[0] == (byte) 0xEF
            && content[1] == (byte) 0xBB
            && content[2] == (byte) 0xBF;
    return bom ? 3 : 0;
  }

  private static String line(byte[] content, int start, int end) {
    int last = end > start && content[end - 1] == '\r' ? end - 1 : end;
    int length = Math.min(last - start, MAX_LINE);
    String text = new String(content, start, length, StandardCharsets.UTF_8);
    if (text.indexOf('\u001b') >= 0) {
      text = CONTROL_SEQUENCE.matcher(text).replaceAll("");
    }
    return text.indexOf('\0') >= 0 ? text.replace("\0", "") : text;
  }
}
