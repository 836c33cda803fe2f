package io.coldtrace.parsers.iptables;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was made of the lines that were seen before: nodes have most of their rules in common, and
 * list them in the same order, so that the line after a known one is looked for first.
 */
final class SeenLines<T> {
  /**
   * When it is full it stays as it is: a memory that forgets the oldest would forget each file's
   * lines just before the next file asks for them.
   */
  private static final int MOST = 200_000;

  /** A longer line comes once. */
  private static final int LONGEST = 1000;

  private final Map<String, Seen<T>> seen = new ConcurrentHashMap<>();

  private static final class Seen<T> {
    final String text;
    final T made;

    /** A guess: any thread's last answer will do. */
    Seen<T> next;

    Seen(String text, T made) {
      this.text = text;
      this.made = made;
    }
  }

  /** Goes through one file. */
  Walk walk() {
    return new Walk();
  }

  boolean hasSeen(String line) {
    return seen.containsKey(line);
  }

  /** One file's way through the lines that are known. */
  final class Walk {
    private Seen<T> last = new Seen<>("", null);

    /** What is made of the line from {@code start} to {@code end}. */
    T get(String line, int start, int end, Function<String, T> make) {
      Seen<T> guess = last.next;
      if (guess != null
          && guess.text.length() == end - start
          && line.startsWith(guess.text, start)) {
        last = guess;
        return guess.made;
      }
      return find(line.substring(start, end), make);
    }

    private T find(String text, Function<String, T> make) {
      Seen<T> known = seen.get(text);
      if (known == null) {
        known = new Seen<>(text, make.apply(text));
        if (seen.size() >= MOST || text.length() > LONGEST) {
          return known.made;
        }
        seen.put(text, known);
      }
      last.next = known;
      last = known;
      return known.made;
    }
  }
}
