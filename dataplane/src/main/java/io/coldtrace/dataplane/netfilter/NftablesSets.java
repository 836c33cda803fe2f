package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.netfilter.NftSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The named sets and maps of a host's nftables, by table and name. */
final class NftablesSets {
  private final Map<String, NftSet> sets = new HashMap<>();

  NftablesSets(Collection<NftSet> sets) {
    sets.forEach(set -> this.sets.put(key(set.family(), set.table(), set.name()), set));
  }

  private static String key(String family, String table, String name) {
    return family + " " + table + " " + name;
  }

  /** The elements of {@code @name}; empty if it was not collected. */
  Optional<List<String>> elements(String family, String table, String reference) {
    return Optional.ofNullable(sets.get(key(family, table, reference.substring(1))))
        .map(NftSet::elements);
  }
}
