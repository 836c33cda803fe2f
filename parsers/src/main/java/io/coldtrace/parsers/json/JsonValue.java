package io.coldtrace.parsers.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value that knows its lines. Looking up what is not there gives {@link #MISSING}, whose
 * parts are missing too, so that a path needs no checks.
 */
public final class JsonValue {
  /** What is not in the document. */
  public static final JsonValue MISSING = new JsonValue(0, 0, null, true);

  private final int line;
  private final int lastLine;
  private final Object content;
  private final boolean whole;

  /** Content is a map, a list, a text (numbers and booleans as written), or null. */
  JsonValue(int line, int lastLine, Object content, boolean whole) {
    this.line = line;
    this.lastLine = lastLine;
    this.content = content;
    this.whole = whole;
  }

  /** The line that it begins on; 0 if it is missing. */
  public int line() {
    return line;
  }

  /** The line that it ends on; 0 if it is missing. */
  public int lastLine() {
    return lastLine;
  }

  /** Whether the document went on to its end, and did not break off inside it. */
  public boolean isWhole() {
    return whole;
  }

  /** Whether the document has it and it is not {@code null}. */
  public boolean isPresent() {
    return content != null;
  }

  /** The value at a path of member names. */
  public JsonValue at(String... path) {
    JsonValue value = this;
    for (String name : path) {
      value =
          value.content instanceof Map<?, ?> map && map.get(name) instanceof JsonValue member
              ? member
              : MISSING;
    }
    return value;
  }

  /** The members of an object in their order; none if it is no object. */
  public Map<String, JsonValue> members() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    if (content instanceof Map<?, ?> map) {
      map.forEach((name, value) -> members.put((String) name, (JsonValue) value));
    }
    return members;
  }

  /** The elements of an array; none if it is no array. */
  public List<JsonValue> elements() {
    List<JsonValue> elements = new ArrayList<>();
    if (content instanceof List<?> list) {
      list.forEach(element -> elements.add((JsonValue) element));
    }
    return elements;
  }

  /** Whether it is a text, a number or a boolean. */
  public boolean isText() {
    return content instanceof String;
  }

  /** A text, or a number or boolean as written; empty if it is none of them. */
  public String text() {
    return content instanceof String text ? text : "";
  }

  /** The texts of an array's elements; none if it is no array. */
  public List<String> texts() {
    return elements().stream().map(JsonValue::text).toList();
  }

  /** The texts of an object's members, in their order; those that are no text left out. */
  public Map<String, String> textMembers() {
    Map<String, String> texts = new LinkedHashMap<>();
    members()
        .forEach(
            (name, value) -> {
              if (value.isText()) {
                texts.put(name, value.text());
              }
            });
    return texts;
  }

  /** A whole number; the fallback if it is none. */
  public int number(int fallback) {
    return text().matches("-?[0-9]{1,9}") ? Integer.parseInt(text()) : fallback;
  }

  /** Whether it is {@code true}. */
  public boolean isTrue() {
    return text().equals("true");
  }
}
