package io.coldtrace.parsers.iptables;

import io.coldtrace.parsers.CapturedText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of a listing that does not name it, {@code -S} and {@code -L}: the file's name may say
 * it ({@code iptables_-t_nat_-S.txt}); else the chains with a policy, for each table has others.
 * Some chains alone prove nothing.
 */
final class ListingTable {
  private static final Pattern IN_NAME =
      Pattern.compile(".*-t[^A-Za-z]*(filter|nat|mangle|raw|security)(?![A-Za-z]).*");
  private static final Pattern POLICY =
      Pattern.compile("(?:-P |Chain )(INPUT|FORWARD|OUTPUT|PREROUTING|POSTROUTING)(?: |$).*");

  private static final List<String> HOOKS =
      List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

  /** By sorted names. Of a table that two have alike the usual one; nat lacked INPUT once. */
  private static final Map<Set<String>, String> BY_CHAINS =
      Map.of(
          Set.of("FORWARD", "INPUT", "OUTPUT"), "filter",
          Set.of("FORWARD"), "filter",
          Set.of("INPUT", "OUTPUT", "POSTROUTING", "PREROUTING"), "nat",
          Set.of("OUTPUT", "POSTROUTING", "PREROUTING"), "nat",
          Set.of("FORWARD", "INPUT", "OUTPUT", "POSTROUTING", "PREROUTING"), "mangle",
          Set.of("OUTPUT", "PREROUTING"), "raw");

  private final Optional<String> byName;

  /** The tables by the first lines of their listings. */
  private final TreeMap<Integer, String> byLine = new TreeMap<>();

  ListingTable(CapturedText text) {
    String name = text.file().substring(text.file().lastIndexOf('/') + 1);
    Matcher named = IN_NAME.matcher(name);
    byName = named.matches() ? Optional.of(named.group(1)) : Optional.empty();
    findListings(text);
  }

  private void findListings(CapturedText text) {
    Set<String> chains = new TreeSet<>();
    int first = 1;
    int lastHook = -1;
    boolean closed = false;
    for (int line = 1; line <= text.lines().size(); line++) {
      String content = text.line(line);
      if (!content.startsWith("-") && !content.startsWith("Chain")) {
        continue;
      }
      Matcher policy = POLICY.matcher(content);
      if (!policy.matches()) {
        closed |= !content.startsWith("-P");
        continue;
      }
      // The kernel's order of hooks; behind the base chains come the others.
      int hook = HOOKS.indexOf(policy.group(1));
      if (hook <= lastHook || closed) {
        put(first, chains);
        chains.clear();
        first = line;
      }
      chains.add(policy.group(1));
      lastHook = hook;
      closed = false;
    }
    put(first, chains);
  }

  private void put(int first, Set<String> chains) {
    byLine.put(first, BY_CHAINS.getOrDefault(Set.copyOf(chains), ""));
  }

  /** The table of the listing that a line stands in; empty if nothing says it. */
  String at(int line) {
    String table = byLine.floorEntry(line) == null ? "" : byLine.floorEntry(line).getValue();
    return byLine.size() == 1 ? byName.orElse(table) : table;
  }
}
