package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.kubernetes.KubeEvent;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.json.JsonValue;

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
    return new KubeEvent(
        message.isPresent() ? text.at(message.line()) : ObjectReader.sourceOf(object, text),
        ObjectReader.namespaceOf(object),
        about.at("kind").text() + "/" + about.at("name").text(),
        object.at("type").text(),
        object.at("reason").text(),
        message.text(),
        either(object.at("series", "count"), count).number(1),
        lastSeen(object));
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
