package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.Later;
import io.coldtrace.facts.derived.CounterGrowth;
import io.coldtrace.facts.kernel.KernelCounter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counters of the kernel that moved between the first reading and the one after the probes. */
final class CounterGrowths {
  /** Of one table: nstat and /proc/net count the same, at other times. */
  private record Place(String node, String file, String name) {}

  private CounterGrowths() {}

  static List<CounterGrowth> of(Collection<? extends Fact> facts) {
    Map<Place, Long> first = new HashMap<>();
    for (Fact fact : facts) {
      if (fact instanceof KernelCounter counter) {
        first.putIfAbsent(
            new Place(counter.source().node(), counter.source().file(), counter.name()),
            counter.value());
      }
    }
    List<CounterGrowth> growths = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact instanceof Later later && later.fact() instanceof KernelCounter counter) {
        String node = later.source().node();
        String file = later.source().file().replaceFirst("^after/", "");
        long before = first.getOrDefault(new Place(node, file, counter.name()), Long.MAX_VALUE);
        if (counter.value() > before) {
          growths.add(
              new CounterGrowth(later.source(), node, counter.name(), before, counter.value()));
        }
      }
    }
    return growths;
  }
}
