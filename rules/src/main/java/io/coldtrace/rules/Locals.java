package io.coldtrace.rules;

import dev.cel.common.types.CelType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The names that an expression may use beside those of the facts, with their types; a type may
 * follow from another expression, so it is asked for only when needed.
 */
record Locals(Map<String, Supplier<CelType>> types) {
  static final Locals NONE = new Locals(Map.of());

  Locals with(String name, Supplier<CelType> type) {
    Map<String, Supplier<CelType>> all = new LinkedHashMap<>(types);
    all.put(name, type);
    return new Locals(all);
  }

  /** The names and their types in one text, the same for equal ones. */
  String signature() {
    StringBuilder text = new StringBuilder();
    resolved().forEach((name, type) -> append(text.append(' ').append(name).append(':'), type));
    return text.toString();
  }

  private static void append(StringBuilder text, CelType type) {
    text.append(type.name());
    for (CelType parameter : type.parameters()) {
      append(text.append('('), parameter);
      text.append(')');
    }
  }

  Map<String, CelType> resolved() {
    Map<String, CelType> resolved = new LinkedHashMap<>();
    types.forEach((name, type) -> resolved.put(name, type.get()));
    return resolved;
  }
}
