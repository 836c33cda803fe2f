package io.coldtrace.analyzer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;

/** JSON for people and programs: indented, in the order in which it was put together. */
final class JsonText {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonText() {}

  static void print(Object value, PrintWriter out) {
    print(value, MAPPER.writerWithDefaultPrettyPrinter(), out);
  }

  /** All in one line. */
  static void printLine(Object value, PrintWriter out) {
    print(value, MAPPER.writer(), out);
  }

  private static void print(Object value, ObjectWriter writer, PrintWriter out) {
    try {
      out.println(writer.writeValueAsString(value));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
