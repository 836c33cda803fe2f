package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.json.JsonValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Makes a fact of a Kubernetes object of one kind, which has a name. */
interface ObjectReader {
  String kind();

  Fact read(JsonValue object, CapturedText text);

  /** The place of the object's name. */
  static Source sourceOf(JsonValue object, CapturedText text) {
    return text.at(object.at("metadata", "name").line());
  }

  static String nameOf(JsonValue object) {
    return object.at("metadata", "name").text();
  }

  static String namespaceOf(JsonValue object) {
    return object.at("metadata", "namespace").text();
  }

  /** The status of a condition ({@code Ready}): {@code True}, {@code False}; empty if not there. */
  static String condition(JsonValue object, String type) {
    for (JsonValue condition : object.at("status", "conditions").elements()) {
      if (condition.at("type").text().equals(type)) {
        return condition.at("status").text();
      }
    }
    return "";
  }

  /** Epoch seconds of {@code 2026-11-22T10:00:00Z}; 0 if it is no time. */
  static long epochSeconds(JsonValue time) {
    try {
      return time.text().isEmpty() ? 0 : Instant.parse(time.text()).getEpochSecond();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }
}
