package io.coldtrace.parsers;

import io.coldtrace.facts.Fact;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * Several lists of facts, one after another, as one that cannot be changed. It copies nothing: some
 * lists make their facts when they are asked for them.
 */
public final class FactList extends AbstractList<Fact> implements RandomAccess {
  private final List<List<Fact>> parts;

  /** Where each part begins. */
  private final int[] begins;

  private final int size;

  private FactList(List<List<Fact>> parts) {
    this.parts = parts;
    begins = new int[parts.size()];
    int count = 0;
    for (int i = 0; i < begins.length; i++) {
      begins[i] = count;
      count = Math.addExact(count, parts.get(i).size());
    }
    size = count;
  }

  /** The parts in their order, which are not to change any more. */
  public static FactList of(Iterable<? extends List<Fact>> parts) {
    List<List<Fact>> some = new ArrayList<>();
    for (List<Fact> part : parts) {
      if (part instanceof FactList list) {
        some.addAll(list.parts);
      } else if (!part.isEmpty()) {
        some.add(part);
      }
    }
    return new FactList(some);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Fact get(int index) {
    int found = Arrays.binarySearch(begins, index);
    int part = found >= 0 ? found : -found - 2;
    return parts.get(part).get(index - begins[part]);
  }
}
