package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Ip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which of many rules or elements may be for a packet at all, by its destination: kube-proxy writes
 * one for each of thousands of services. Their order stays, whatever it is.
 */
final class DestinationIndex {
  private static final int[] NONE = {};

  /** The positions of those for one destination alone. */
  private final Map<Ip, int[]> byDestination = new HashMap<>();

  /** The positions of all others. */
  private final int[] others;

  private final int size;

  /** Of what may be for one destination alone, or is for any. */
  DestinationIndex(Stream<Optional<Ip>> destinations) {
    List<Integer> rest = new ArrayList<>();
    Map<Ip, List<Integer>> own = new HashMap<>();
    int at = 0;
    for (Optional<Ip> each : (Iterable<Optional<Ip>>) destinations::iterator) {
      each.map(address -> own.computeIfAbsent(address, unused -> new ArrayList<>()))
          .orElse(rest)
          .add(at++);
    }
    size = at;
    others = array(rest);
    own.forEach((address, positions) -> byDestination.put(address, array(positions)));
  }

  private static int[] array(List<Integer> positions) {
    return positions.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The first position from this one on that may be for it; their number if there is none. */
  int next(int from, Ip destination) {
    return Math.min(from(others, from), from(byDestination.getOrDefault(destination, NONE), from));
  }

  private int from(int[] positions, int from) {
    int found = Arrays.binarySearch(positions, from);
    int place = found >= 0 ? found : -found - 1;
    return place < positions.length ? positions[place] : size;
  }
}
