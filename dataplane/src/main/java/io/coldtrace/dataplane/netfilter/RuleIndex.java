package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Ip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rules of a chain may match a packet at all, by its destination: kube-proxy writes a rule
 * for each of thousands of services. The order of the rules stays, whatever it is.
 */
final class RuleIndex {
  private static final int[] NONE = {};

  /** The positions of the rules for one destination alone. */
  private final Map<Ip, int[]> byDestination = new HashMap<>();

  /** The positions of all others. */
  private final int[] others;

  private final int size;

  RuleIndex(List<Rule> rules) {
    size = rules.size();
    List<Integer> rest = new ArrayList<>();
    Map<Ip, List<Integer>> own = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      List<Integer> place = rest;
      for (Match match : rules.get(i).matches()) {
        if (match instanceof ExactDestination exact) {
          place = own.computeIfAbsent(exact.address(), unused -> new ArrayList<>());
        }
      }
      place.add(i);
    }
    others = array(rest);
    own.forEach((address, positions) -> byDestination.put(address, array(positions)));
  }

  private static int[] array(List<Integer> positions) {
    return positions.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The first position from this one on whose rule may match; the number of rules if none. */
  int next(int from, Ip destination) {
    return Math.min(from(others, from), from(byDestination.getOrDefault(destination, NONE), from));
  }

  private int from(int[] positions, int from) {
    int found = Arrays.binarySearch(positions, from);
    int place = found >= 0 ? found : -found - 1;
    return place < positions.length ? positions[place] : size;
  }
}
