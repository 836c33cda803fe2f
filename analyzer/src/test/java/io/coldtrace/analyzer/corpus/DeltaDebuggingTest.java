package io.coldtrace.analyzer.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DeltaDebuggingTest {
  @Property(tries = 200)
  void whatIsNeededIsLeftAndNothingElse(
      @ForAll Set<@IntRange(max = 99) Integer> needed,
      @ForAll @IntRange(min = 1, max = 100) int of) {
    List<Integer> items = IntStream.range(0, of).boxed().toList();
    Set<Integer> within = new TreeSet<>(needed);
    within.retainAll(items);
    List<Integer> left = DeltaDebugging.smallest(items, some -> some.containsAll(within));
    assertEquals(List.copyOf(within), left);
  }

  @Test
  void noneOfTheRestCanBeLeftOutAlone() {
    List<Integer> items = IntStream.range(0, 64).boxed().toList();
    List<Integer> left =
        DeltaDebugging.smallest(items, some -> some.stream().mapToInt(i -> i).sum() >= 100);
    for (Integer each : left) {
      assertTrue(left.stream().mapToInt(i -> i).sum() - each < 100, left.toString());
    }
  }
}
