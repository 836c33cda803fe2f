package io.coldtrace.parsers.iptables;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a match or target extension takes: its options and how many words each has.
 *
 * @param options by their names with dashes
 */
record Extension(Map<String, Words> options) {
  /** The words that an option takes. */
  enum Words {
    NONE,
    ONE,
    TWO,
    /** One or none. */
    PERHAPS,
    /** All up to the next option. */
    ANY
  }

  /** An option of which only the beginning was written, as getopt_long(3) allows. */
  private static final int SHORTEST_BEGINNING = 4;

  /** Reads {@code --dport --tcp-flags/2 --syn/0 --socket-exists/? --chunk-types/*}. */
  static Extension of(String written) {
    Map<String, Words> options = new LinkedHashMap<>();
    for (String option : written.strip().split(" +", -1)) {
      int slash = option.indexOf('/');
      String name = slash < 0 ? option : option.substring(0, slash);
      if (!name.isEmpty()) {
        options.put(name, slash < 0 ? Words.ONE : words(option.charAt(slash + 1)));
      }
    }
    return new Extension(options);
  }

  private static Words words(char count) {
    return switch (count) {
      case '0' -> Words.NONE;
      case '2' -> Words.TWO;
      case '?' -> Words.PERHAPS;
      default -> Words.ANY;
    };
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  /** The one option that begins so; empty if there is none or several. */
  Optional<String> completed(String beginning) {
    if (beginning.length() < SHORTEST_BEGINNING) {
      return Optional.empty();
    }
    String found = null;
    for (String option : options.keySet()) {
      if (option.startsWith(beginning)) {
        if (found != null) {
          return Optional.empty();
        }
        found = option;
      }
    }
    return Optional.ofNullable(found);
  }
}
