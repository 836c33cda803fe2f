package io.coldtrace.analyzer.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A captured file as lines: UTF-8, damaged bytes replaced, without line ends, BOM, NUL and terminal
 * colors. Of the file a buffer is in memory, of an overlong line its beginning.
 */
public final class TextDecoder {
  /** Bytes; of a longer line the rest is left out, nothing that is understood comes near. */
  static final int MAX_LINE = 1 << 20;

  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Control sequences of a terminal (ECMA-48): colors, cursor moves, titles, character sets. */
  private static final Pattern CONTROL_SEQUENCE =
      Pattern.compile(
          "\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)|["
              + " -/]+[0-~]|[0-?@-Z\\\\^_`-~])");

  private final List<String> lines = new ArrayList<>();
  private byte[] begun = new byte[256];
  private int length;
  private boolean open;
  private int overlong;

  /** Whether the line holds a NUL or an escape character: few do. */
  private boolean dirty;

  private TextDecoder() {}

  /**
   * A text, read.
   *
   * @param overlong the number of the first line that is longer than {@link #MAX_LINE}; 0 if none
   */
  record Text(List<String> lines, long bytes, int overlong) {}

  /** The lines of the text; a last line without an end counts. */
  public static List<String> lines(byte[] content) {
    try {
      return read(new ByteArrayInputStream(content), content.length).lines();
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail", e);
    }
  }

  /** Reads the stream to its end, or so many bytes of it. */
  static Text read(InputStream in, long most) throws IOException {
    TextDecoder decoder = new TextDecoder();
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    while (bytes < most) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, most - bytes));
      if (count < 0) {
        break;
      }
      decoder.take(buffer, count);
      bytes += count;
    }
    if (decoder.open && bytes > decoder.bareBom()) {
      decoder.end();
    }
    return new Text(decoder.lines, bytes, decoder.overlong);
  }

  /** The bytes of a text that is nothing but a byte order mark. */
  private int bareBom() {
    return lines.isEmpty() && startsWithBom(begun, 0, length) ? BOM.length : 0;
  }

  private void take(byte[] buffer, int count) {
    int start = 0;
    for (int i = 0; i < count; i++) {
      if (buffer[i] >= ' ' || buffer[i] < 0) {
        continue;
      }
      dirty |= buffer[i] == 0 || buffer[i] == 0x1b;
      if (buffer[i] == '\n') {
        if (open) {
          keep(buffer, start, i);
          end();
        } else {
          lines.add(line(buffer, start, i));
        }
        start = i + 1;
      }
    }
    if (start < count) {
      keep(buffer, start, count);
      open = true;
    }
  }

  /** A part of a line that the buffer holds no more than a part of. */
  private void keep(byte[] buffer, int start, int end) {
    int taken = Math.min(end - start, MAX_LINE + 1 - length);
    if (length + taken > begun.length) {
      begun = Arrays.copyOf(begun, Math.max(length + taken, 2 * begun.length));
    }
    System.arraycopy(buffer, start, begun, length, taken);
    length += taken;
  }

  private void end() {
    lines.add(line(begun, 0, length));
    begun = begun.length > MAX_LINE / 4 ? new byte[256] : begun;
    length = 0;
    open = false;
  }

  private String line(byte[] bytes, int from, int to) {
    int start = lines.isEmpty() && startsWithBom(bytes, from, to) ? from + BOM.length : from;
    int end = to > start && bytes[to - 1] == '\r' ? to - 1 : to;
    if (end - start > MAX_LINE) {
      end = start + MAX_LINE;
      overlong = overlong == 0 ? lines.size() + 1 : overlong;
    }
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    boolean plain = !dirty;
    dirty = false;
    return plain ? text : plain(text);
  }

  private static boolean startsWithBom(byte[] bytes, int from, int to) {
    return to - from >= BOM.length
        && Arrays.equals(bytes, from, from + BOM.length, BOM, 0, BOM.length);
  }

  private static String plain(String line) {
    String text =
        line.indexOf('\u001b') >= 0 ? CONTROL_SEQUENCE.matcher(line).replaceAll("") : line;
    return text.indexOf('\0') >= 0 ? text.replace("\0", "") : text;
  }
}
