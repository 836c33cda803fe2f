package io.coldtrace.analyzer.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A BER structure (X.690) that may have been cut off: what it lacks to be whole is appended, zeros
 * for contents and the ends of what is open. openssl refuses to decrypt a message without its end.
 *
 * <pre>
 * 30 80                 a sequence of unknown length
 *    24 80              a string in pieces
 *       04 82 10 00 ..  a piece of 4096 bytes: the cut is within, zeros follow
 *       00 00           appended
 *    00 00              appended
 * </pre>
 */
final class CompletedBer extends FilterInputStream {
  private static final long UNKNOWN = -1;
  private static final int CONSTRUCTED = 0x20;
  private static final int LONG_TAG = 0x1f;

  private enum Expected {
    TAG,
    REST_OF_TAG,
    LENGTH,
    REST_OF_LENGTH,
    CONTENT
  }

  /** The constructed values that are open: the bytes each still has, or UNKNOWN. */
  private final Deque<Long> open = new ArrayDeque<>();

  private Expected expected = Expected.TAG;
  private boolean constructed;
  private boolean endMark;
  private int lengthBytes;
  private long length;
  private boolean begun;
  private volatile boolean cut;
  private volatile int appendedContent;

  CompletedBer(InputStream in) {
    super(in);
  }

  /** Whether something had to be appended. */
  boolean wasCut() {
    return cut;
  }

  /** How many bytes of contents were appended: zeros where others had been. */
  int appendedContent() {
    return appendedContent;
  }

  @Override
  public int read() throws IOException {
    if (begun && whole()) {
      return -1;
    }
    int next = cut ? -1 : in.read();
    if (next < 0) {
      if (!begun) {
        return -1;
      }
      if (!cut) {
        cut = true;
        appendedContent = expected == Expected.CONTENT ? (int) Math.min(length, 1 << 30) : 0;
      }
      next = 0; // content, a length, or one half of an end mark
    }
    begun = true;
    follow(next);
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int size) throws IOException {
    int count = 0;
    while (count < size) {
      // Contents are most of it: as many at once as are there.
      if (!cut && expected == Expected.CONTENT) {
        int some = in.read(buffer, offset + count, (int) Math.min(size - count, length));
        if (some > 0) {
          count += some;
          skipContent(some);
          continue;
        }
      }
      int next = read();
      if (next < 0) {
        return count == 0 ? -1 : count;
      }
      buffer[offset + count++] = (byte) next;
    }
    return count;
  }

  private boolean whole() {
    return open.isEmpty() && expected == Expected.TAG;
  }

  private void follow(int next) {
    switch (expected) {
      case TAG -> {
        constructed = (next & CONSTRUCTED) != 0;
        endMark = next == 0;
        expected = (next & LONG_TAG) == LONG_TAG ? Expected.REST_OF_TAG : Expected.LENGTH;
        spend(1);
      }
      case REST_OF_TAG -> {
        expected = (next & 0x80) != 0 ? Expected.REST_OF_TAG : Expected.LENGTH;
        spend(1);
      }
      case LENGTH -> {
        spend(1);
        length = next < 0x80 ? next : 0;
        lengthBytes = next < 0x80 ? 0 : next & 0x7f;
        if (next == 0x80) {
          length = UNKNOWN;
        }
        enterIfKnown();
      }
      case REST_OF_LENGTH -> {
        spend(1);
        length = Math.min(length << 8 | next, Integer.MAX_VALUE * 256L);
        lengthBytes--;
        enterIfKnown();
      }
      case CONTENT -> skipContent(1);
    }
  }

  private void enterIfKnown() {
    if (lengthBytes > 0) {
      expected = Expected.REST_OF_LENGTH;
      return;
    }
    expected = Expected.TAG;
    if (endMark && length == 0 && !open.isEmpty() && open.peek() == UNKNOWN) {
      open.pop();
    } else if (constructed) {
      open.push(length);
    } else if (length > 0) {
      expected = Expected.CONTENT;
    }
    closeFull();
  }

  private void skipContent(int bytes) {
    spend(bytes);
    length -= bytes;
    if (length <= 0) {
      expected = Expected.TAG;
      closeFull();
    }
  }

  /** Bytes count for every open value of known length around them. */
  private void spend(int bytes) {
    if (open.stream().anyMatch(left -> left != UNKNOWN)) {
      Deque<Long> less = new ArrayDeque<>();
      open.forEach(left -> less.addLast(left == UNKNOWN ? UNKNOWN : left - bytes));
      open.clear();
      open.addAll(less);
    }
  }

  private void closeFull() {
    while (!open.isEmpty() && open.peek() != UNKNOWN && open.peek() <= 0) {
      open.pop();
    }
  }
}
