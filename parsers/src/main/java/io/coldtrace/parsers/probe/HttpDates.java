package io.coldtrace.parsers.probe;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.HttpDate;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Date} of an answer, as {@code curl -v}, {@code -i} and {@code wget -S} show it.
 */
public final class HttpDates {
  private static final Pattern HEADER =
      Pattern.compile(
          "(?:< )?[Dd]ate: (?<date>[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT)");

  private HttpDates() {}

  /** The clock that the line tells; empty if it is another line. */
  public static Optional<HttpDate> of(String line, Source source) {
    Matcher header = HEADER.matcher(line.strip());
    if (!header.matches()) {
      return Optional.empty();
    }
    try {
      ZonedDateTime date =
          ZonedDateTime.parse(header.group("date"), DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(new HttpDate(source, date.toEpochSecond()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
