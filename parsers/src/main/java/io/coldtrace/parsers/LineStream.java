package io.coldtrace.parsers;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A record as ANTLR reads it, straight from its text: ANTLR's own stream copies each one twice,
 * which is a third of the time that a line takes. Only for text without surrogates, whose
 * characters are its code points.
 */
final class LineStream implements CharStream {
  private final String text;
  private final char[] characters;
  private int position;

  private LineStream(String text, char[] characters) {
    this.text = text;
    this.characters = characters;
  }

  /** A stream of the text, whatever it holds. */
  static CharStream of(String text) {
    char[] characters = text.toCharArray();
    for (char each : characters) {
      if (each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE) {
        return CharStreams.fromString(text);
      }
    }
    return new LineStream(text, characters);
  }

  @Override
  public String getText(Interval interval) {
    int end = Math.min(interval.b + 1, text.length());
    return interval.a >= end ? "" : text.substring(interval.a, end);
  }

  @Override
  public void consume() {
    if (position >= characters.length) {
      throw new IllegalStateException("cannot consume EOF");
    }
    position++;
  }

  @Override
  public int LA(int offset) {
    int at = offset > 0 ? position + offset - 1 : position + offset;
    return offset == 0 ? 0 : at < 0 || at >= characters.length ? IntStream.EOF : characters[at];
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {
    // All of it is in memory.
  }

  @Override
  public int index() {
    return position;
  }

  @Override
  public void seek(int index) {
    position = Math.min(index, text.length());
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return IntStream.UNKNOWN_SOURCE_NAME;
  }
}
