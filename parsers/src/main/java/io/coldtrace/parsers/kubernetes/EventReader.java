package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.facts.kubernetes.KubeEvent;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.json.JsonValue;
import io.coldtrace.parsers.log.KnownMessages;
import java.util.Optional;

/** Reads events of the core API and of {@code events.k8s.io}, which names the members anew. */
final class EventReader implements ObjectReader {
  @Override
  public String kind() {
    return "Event";
  }

  @Override
  public KubeEvent read(JsonValue object, CapturedText text) {
    JsonValue message = either(object.at("message"), object.at("note"));
    JsonValue about = either(object.at("involvedObject"), object.at("regarding"));
    JsonValue count = either(object.at("count"), object.at("deprecatedCount"));
    Source source =
        message.isPresent() ? text.at(message.line()) : ObjectReader.sourceOf(object, text);
    return event(
        source,
        ObjectReader.namespaceOf(object),
        about.at("kind").text() + "/" + about.at("name").text(),
        object.at("type").text(),
        object.at("reason").text(),
        message.text(),
        either(object.at("series", "count"), count).number(1),
        lastSeen(object));
  }

  /** An event, its message looked up among those that are known. */
  static KubeEvent event(
      Source source,
      String namespace,
      String object,
      String type,
      String reason,
      String message,
      int count,
      long lastSeen) {
    Optional<LogMessage> known = KnownMessages.of("event", message, source);
    return new KubeEvent(
        source,
        namespace,
        object,
        type,
        reason,
        message,
        count,
        lastSeen,
        known.map(LogMessage::id).orElse(""),
        known.map(LogMessage::subject).orElse(""));
  }

  private static long lastSeen(JsonValue event) {
    long latest = 0;
    for (String member :
        new String[] {"lastTimestamp", "deprecatedLastTimestamp", "eventTime", "firstTimestamp"}) {
      latest = Math.max(latest, ObjectReader.epochSeconds(event.at(member)));
    }
    return Math.max(latest, ObjectReader.epochSeconds(event.at("series", "lastObservedTime")));
  }

  private static JsonValue either(JsonValue first, JsonValue second) {
    return first.isPresent() ? first : second;
  }
}
