package io.coldtrace.analyzer.cli;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fact as a JSON object: its type, its place, and its record's components by their names. */
final class FactObject {
  private FactObject() {}

  static String typeOf(Fact fact) {
    return fact.getClass().getSimpleName();
  }

  static Map<String, Object> of(Fact fact) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("node", fact.source().node());
    source.put("file", fact.source().file());
    source.put("line", fact.source().line());
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("fact", typeOf(fact));
    object.put("source", source);
    components(object, fact);
    return object;
  }

  /** The components that say something, for people. */
  static String words(Map<String, Object> object) {
    StringBuilder words = new StringBuilder(object.get("fact").toString());
    object.forEach(
        (name, value) -> {
          boolean empty = value == null || value.equals("") || value.equals(List.of());
          if (!name.matches("fact|source") && !empty && !value.equals(false)) {
            words.append(' ').append(name).append('=').append(value);
          }
        });
    return words.toString();
  }

  private static void components(Map<String, Object> object, Object value) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      if (!component.getName().equals("source")) {
        object.put(component.getName(), plain(get(component, value)));
      }
    }
  }

  private static Object get(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a component of a public record", e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(FactObject::plain).orElse(null);
    }
    if (value instanceof Collection<?> collection) {
      List<Object> list = new ArrayList<>();
      collection.forEach(element -> list.add(plain(element)));
      return list;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> object = new LinkedHashMap<>();
      map.forEach((key, element) -> object.put(key.toString(), plain(element)));
      return object;
    }
    boolean hasText =
        value instanceof Ip
            || value instanceof Cidr
            || value instanceof Source
            || value instanceof Enum<?>;
    if (hasText) {
      return value.toString();
    }
    if (value instanceof Record) {
      Map<String, Object> object = new LinkedHashMap<>();
      components(object, value);
      return object;
    }
    return value;
  }
}
