package io.coldtrace.parsers.log;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.parsers.kind.KindTable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** The messages of {@code messages.tsv}, whatever log they stand in. */
public final class KnownMessages {
  private static final KindTable MESSAGES = KindTable.read(KnownMessages.class, "messages.tsv");

  /** Of a longer text its beginning is looked at. */
  private static final int LENGTH = 4000;

  private KnownMessages() {}

  /** The message that a text without time and host is; empty if it is none of them. */
  public static Optional<LogMessage> of(String log, String text, Source source) {
    String sought = text.length() > LENGTH ? text.substring(0, LENGTH) : text;
    for (KindTable.Row row : MESSAGES.rows()) {
      Optional<Matcher> found = row.pattern().found(sought);
      if (found.isPresent()) {
        return Optional.of(new LogMessage(source, log, row.kind(), subject(found.get()), text));
      }
    }
    return Optional.empty();
  }

  private static String subject(Matcher matcher) {
    return Stream.of("subject", "subject2")
        .filter(name -> matcher.pattern().pattern().contains("(?<" + name + ">"))
        .map(matcher::group)
        .filter(found -> found != null)
        .findFirst()
        .orElse("");
  }
}
