package io.coldtrace.analyzer.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stands below the reader of an archive, which reads a member's header into memory, long names and
 * all: a hostile one may be endless.
 */
final class HeaderGuard extends FilterInputStream {
  private static final int MOST = 4 << 20;

  private long left = Long.MAX_VALUE;

  HeaderGuard(InputStream in) {
    super(in);
  }

  /** What is read now is a header. */
  void header() {
    left = MOST;
  }

  /** What is read now is content, of which another limit takes care. */
  void content() {
    left = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new IOException("a header larger than " + Limits.inWords(MOST));
    }
  }
}
