package io.coldtrace.parsers.iptables;

import java.util.Optional;

/**
 * {@code [12:720]}, before a rule or after a chain.
 *
 * @param end where the text goes on behind it
 */
record Counters(long packets, long bytes, int end) {
  /** So many digits fit a long. */
  private static final int MOST_DIGITS = 18;

  /** The counters that stand at that place. */
  static Optional<Counters> at(String text, int start) {
    int colon = digitsAfter(text, start, '[');
    int close = digitsAfter(text, colon, ':');
    if (close < 0 || close >= text.length() || text.charAt(close) != ']') {
      return Optional.empty();
    }
    long packets = Long.parseLong(text, start + 1, colon, 10);
    long bytes = Long.parseLong(text, colon + 1, close, 10);
    return Optional.of(new Counters(packets, bytes, close + 1));
  }

  /** Where the number ends that follows the mark at this place; -1 if it is not there. */
  private static int digitsAfter(String text, int place, char mark) {
    if (place < 0 || place >= text.length() || text.charAt(place) != mark) {
      return -1;
    }
    int end = place + 1;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    int digits = end - place - 1;
    return digits >= 1 && digits <= MOST_DIGITS ? end : -1;
  }
}
