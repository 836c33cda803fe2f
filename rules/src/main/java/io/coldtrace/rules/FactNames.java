package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What rules call the facts: a type by its simple name ({@code KubePod}), all facts of it by its
 * plural ({@code kubePods}), those of a node by {@code kubePodsOn(node)}.
 */
final class FactNames {
  /** Every type by its simple name. */
  static final SortedMap<String, Class<? extends Fact>> TYPES = types();

  /** Every type by its plural. */
  static final SortedMap<String, Class<? extends Fact>> PLURALS = plurals();

  private FactNames() {}

  private static SortedMap<String, Class<? extends Fact>> types() {
    SortedMap<String, Class<? extends Fact>> types = new TreeMap<>();
    FactTypes.ALL.forEach(type -> types.put(type.getSimpleName(), type));
    return Collections.unmodifiableSortedMap(types);
  }

  private static SortedMap<String, Class<? extends Fact>> plurals() {
    SortedMap<String, Class<? extends Fact>> plurals = new TreeMap<>();
    FactTypes.ALL.forEach(type -> plurals.put(plural(type.getSimpleName()), type));
    return Collections.unmodifiableSortedMap(plurals);
  }

  /** {@code FdbEntry}: fdbEntries, {@code HostProcess}: hostProcesses, {@code Link}: links. */
  static String plural(String name) {
    String word = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    if (word.matches(".*[^aeiou]y")) {
      return word.substring(0, word.length() - 1) + "ies";
    }
    if (word.matches(".*(ss|x|ch|sh)")) {
      return word + "es";
    }
    return word.endsWith("s") ? word : word + "s";
  }
}
