package io.coldtrace.parsers.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.coldtrace.parsers.CapturedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSON text as a tree whose values know their lines; one that breaks off in the middle is read up
 * to there. Format: RFC 8259.
 *
 * @param roots the values that stand one after another; one in a proper document
 * @param isWhole nothing is malformed or cut off
 */
public record JsonDocument(List<JsonValue> roots, boolean isWhole) {
  private static final int DEEPEST = 200;
  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * Reads a captured file.
   *
   * @param unread names of members that are bulky and not wanted, wherever they stand
   */
  public static JsonDocument read(CapturedText text, Set<String> unread) {
    StringBuilder document = new StringBuilder();
    for (String line : text.lines()) {
      // Inside a line they would count as a line's end for Jackson.
      document.append(line.replace('\r', ' ').replace('\n', ' ')).append('\n');
    }
    try (JsonParser parser = FACTORY.createParser(document.toString())) {
      TreeReader reader = new TreeReader(parser, unread);
      List<JsonValue> roots = new ArrayList<>();
      while (reader.next() != null) {
        roots.add(reader.value(0));
      }
      return new JsonDocument(roots, !reader.broken);
    } catch (IOException e) {
      return new JsonDocument(List.of(), false);
    }
  }

  private static final class TreeReader {
    private final JsonParser parser;
    private final Set<String> unread;
    private boolean broken;

    TreeReader(JsonParser parser, Set<String> unread) {
      this.parser = parser;
      this.unread = unread;
    }

    /** The next token; null at the end and from where the text is malformed. */
    JsonToken next() {
      try {
        return broken ? null : parser.nextToken();
      } catch (IOException e) {
        broken = true;
        return null;
      }
    }

    private int line() {
      return parser.currentTokenLocation().getLineNr();
    }

    /** The value that the current token begins. */
    JsonValue value(int depth) {
      if (depth > DEEPEST) {
        broken = true;
      }
      JsonToken token = broken ? null : parser.currentToken();
      if (token == JsonToken.START_OBJECT) {
        return object(depth);
      }
      if (token == JsonToken.START_ARRAY) {
        return array(depth);
      }
      return scalar(token);
    }

    private JsonValue object(int depth) {
      int first = line();
      Map<String, JsonValue> members = new LinkedHashMap<>();
      while (next() == JsonToken.FIELD_NAME) {
        String name = name();
        if (next() != null && unread.contains(name)) {
          skip();
        } else {
          members.put(name, value(depth + 1));
        }
      }
      return new JsonValue(first, line(), members, !broken);
    }

    private JsonValue array(int depth) {
      int first = line();
      List<JsonValue> elements = new ArrayList<>();
      JsonToken token = next();
      while (token != null && token != JsonToken.END_ARRAY) {
        elements.add(value(depth + 1));
        token = next();
      }
      return new JsonValue(first, line(), elements, !broken);
    }

    private JsonValue scalar(JsonToken token) {
      int line = line();
      try {
        String text = token == null || token == JsonToken.VALUE_NULL ? null : parser.getText();
        return new JsonValue(line, line, text, !broken);
      } catch (IOException e) {
        broken = true;
        return new JsonValue(line, line, null, false);
      }
    }

    private String name() {
      try {
        return parser.currentName();
      } catch (IOException e) {
        broken = true;
        return "";
      }
    }

    private void skip() {
      try {
        parser.skipChildren();
      } catch (IOException e) {
        broken = true;
      }
    }
  }
}
