package io.coldtrace.rules.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whose netfilter chain or table a name is: {@code knowledge/chains.tsv}. */
public final class ChainOwners {
  private static final List<Entry> ENTRIES =
      Table.rows("/io/coldtrace/rules/knowledge/chains.tsv", 3).stream()
          .map(row -> new Entry(Pattern.compile(row.get(0)), row.get(2)))
          .filter(entry -> !entry.owner.equals("netfilter"))
          .toList();

  private record Entry(Pattern name, String owner) {}

  private ChainOwners() {}

  /** The product that makes chains or tables of that name; empty if nobody known does. */
  public static Optional<String> of(String name) {
    return ENTRIES.stream().filter(e -> e.name.matcher(name).find()).map(Entry::owner).findFirst();
  }
}
