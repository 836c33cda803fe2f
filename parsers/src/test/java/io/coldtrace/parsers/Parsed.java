package io.coldtrace.parsers;

import java.util.List;

/** What a parser makes of a text; every use checks that the ledger adds up. */
public final class Parsed {
  private Parsed() {}

  /** The ledger of these lines as a file of that kind. */
  public static LineLedger of(String kind, String file, List<String> lines) {
    CapturedText text = new CapturedText("node-1", file, lines);
    LineLedger ledger = new LineLedger(text);
    Parsers.forKind(kind).orElseThrow().parse(text, ledger);
    int sum = 0;
    for (LineLedger.Fate fate : LineLedger.Fate.values()) {
      sum += ledger.count(fate);
    }
    int ignored = ledger.ignoredByReason().values().stream().mapToInt(Integer::intValue).sum();
    if (sum != lines.size() || ignored != ledger.count(LineLedger.Fate.IGNORED)) {
      throw new AssertionError("lines are not accounted for: " + sum + " of " + lines.size());
    }
    return ledger;
  }

  /** As {@link #of(String, String, List)} for lines as they stand in the test. */
  public static LineLedger lines(String kind, String... lines) {
    return of(kind, kind + ".txt", List.of(lines));
  }
}
