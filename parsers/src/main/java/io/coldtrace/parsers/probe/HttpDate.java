package io.coldtrace.parsers.probe;

import io.coldtrace.facts.capture.ServerDate;
import io.coldtrace.parsers.CapturedText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the header by which a server says what time it has, as {@code curl -v} shows it.
 *
 * <pre>
 * &lt; Date: Sun, 22 Nov 2026 23:33:14 GMT
 * </pre>
 *
 * Format: RFC 9110, section 6.6.1.
 */
public final class HttpDate {
  private static final Pattern LINE = Pattern.compile("\\s*< [Dd]ate: (\\S.*?)\\s*");

  private HttpDate() {}

  /** What the line says; empty if it is another one, or no date. */
  public static Optional<ServerDate> of(CapturedText text, int line) {
    Matcher matcher = LINE.matcher(text.line(line));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      Instant said = DateTimeFormatter.RFC_1123_DATE_TIME.parse(matcher.group(1), Instant::from);
      return Optional.of(new ServerDate(text.at(line), said.getEpochSecond()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
