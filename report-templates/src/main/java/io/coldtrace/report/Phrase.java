package io.coldtrace.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A piece of a sentence.
 *
 * @param text as it stands there
 * @param quoted whether it repeats a captured line, and so is code and not words
 */
public record Phrase(String text, boolean quoted) {
  private static final int LEAST = 6;
  private static final Pattern COUNTERS = Pattern.compile("^\\[[0-9]+:[0-9]+\\] ");

  /**
   * The pieces of a sentence that may quote lines, {@code [0:0]} before an iptables rule or not.
   */
  static List<Phrase> of(String sentence, List<Evidence> lines) {
    List<String> quotes =
        lines.stream()
            .map(line -> COUNTERS.matcher(line.text().strip()).replaceFirst(""))
            .filter(text -> text.length() >= LEAST)
            .distinct()
            // A rule may begin as another one does.
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    List<Phrase> phrases = new ArrayList<>();
    String rest = sentence;
    for (Optional<String> next = first(rest, quotes);
        next.isPresent();
        next = first(rest, quotes)) {
      int at = rest.indexOf(next.get());
      phrases.add(new Phrase(rest.substring(0, at), false));
      phrases.add(new Phrase(next.get(), true));
      rest = rest.substring(at + next.get().length());
    }
    phrases.add(new Phrase(rest, false));
    return phrases.stream().filter(phrase -> !phrase.text().isEmpty()).toList();
  }

  private static Optional<String> first(String text, List<String> quotes) {
    return quotes.stream().filter(text::contains).min(Comparator.comparingInt(text::indexOf));
  }
}
