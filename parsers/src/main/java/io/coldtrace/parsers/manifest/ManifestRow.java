package io.coldtrace.parsers.manifest;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The columns of a line of {@code manifest.tsv}, their escapes undone. */
final class ManifestRow {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}(\\.[0-9]{0,18})?");

  private final List<String> columns;

  ManifestRow(String line) {
    columns = List.of(line.split("\t", -1));
  }

  int size() {
    return columns.size();
  }

  String text(int column) {
    String raw = columns.get(column);
    return raw.indexOf('\\') < 0 ? raw : unescape(raw);
  }

  /** As {@link #text}, where {@code -} stands for nothing. */
  String textOrEmpty(int column) {
    return text(column).equals("-") ? "" : text(column);
  }

  /** A number that may be {@code -}, which is 0; empty if it is neither. */
  Optional<Long> wholeNumber(int column) {
    return text(column).equals("-") ? Optional.of(0L) : wholeNumber(text(column));
  }

  /** A number that may be {@code -}, which is 0; empty if it is neither. */
  Optional<Double> decimal(int column) {
    String text = text(column);
    if (text.equals("-")) {
      return Optional.of(0.0);
    }
    return DECIMAL.matcher(text).matches()
        ? Optional.of(Double.parseDouble(text))
        : Optional.empty();
  }

  static Optional<Long> wholeNumber(String text) {
    return WHOLE_NUMBER.matcher(text).matches()
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }

  /** Undoes {@code \t}, {@code \n} and {@code \\}; any other backslash stays. */
  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      int escape = text.charAt(i) == '\\' ? "tn\\".indexOf(next) : -1;
      plain.append(escape < 0 ? text.charAt(i) : "\t\n\\".charAt(escape));
      i += escape < 0 ? 0 : 1;
    }
    return plain.toString();
  }
}
