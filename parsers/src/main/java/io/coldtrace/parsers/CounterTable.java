package io.coldtrace.parsers;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.KernelCounter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counters that are printed for each CPU, summed up by name. */
public final class CounterTable {
  private final String prefix;
  private final Map<String, KernelCounter> counters = new LinkedHashMap<>();

  /**
   * An empty table.
   *
   * @param prefix what stands before each name
   */
  public CounterTable(String prefix) {
    this.prefix = prefix;
  }

  /** Adds what one CPU counted. Its line becomes the source if no earlier one had any. */
  public void add(String name, long value, Source source) {
    KernelCounter sum = counters.get(name);
    if (sum == null || sum.value() == 0) {
      Source first = sum == null || value > 0 ? source : sum.source();
      counters.put(name, new KernelCounter(first, prefix + name, value));
    } else {
      counters.put(name, new KernelCounter(sum.source(), sum.name(), sum.value() + value));
    }
  }

  /** Takes a value that every CPU prints alike, as the number of entries of a table. */
  public void same(String name, long value, Source source) {
    counters.putIfAbsent(name, new KernelCounter(source, prefix + name, value));
  }

  /** A fact for each name, in the order in which the names came. */
  public List<KernelCounter> facts() {
    return new ArrayList<>(counters.values());
  }
}
