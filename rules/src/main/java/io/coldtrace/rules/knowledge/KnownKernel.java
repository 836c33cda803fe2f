package io.coldtrace.rules.knowledge;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kernels with a fault that hits VXLAN: a row of {@code knowledge/kernels.tsv}. Distributions carry
 * fixes back, so a row names those whose numbers can be trusted by the form of their releases.
 *
 * @param release the form of {@code uname -r}
 * @param from the first release that has it; empty for all
 * @param below the first that has it no more; empty for none
 */
public record KnownKernel(
    String flaw,
    Pattern release,
    String from,
    String below,
    String fixedIn,
    String effect,
    String effectChinese) {

  /** In the table's order. */
  public static final List<KnownKernel> ALL =
      Table.rows("/io/coldtrace/rules/knowledge/kernels.tsv", 8).stream()
          .map(
              row ->
                  new KnownKernel(
                      row.get(0),
                      Pattern.compile(row.get(1)),
                      row.get(2),
                      row.get(3),
                      row.get(4),
                      row.get(5),
                      row.get(6)))
          .toList();

  private static final Pattern NUMBERS =
      Pattern.compile("^([0-9]{1,4})\\.([0-9]{1,4})(?:\\.([0-9]{1,4}))?");

  /** Whether the release of {@code uname -r} has the fault. */
  public boolean covers(String running) {
    return release.matcher(running).matches()
        && (from.isEmpty() || order(running) >= order(from))
        && (below.isEmpty() || order(running) < order(below));
  }

  private static long order(String version) {
    Matcher matcher = NUMBERS.matcher(version);
    if (!matcher.find()) {
      return -1;
    }
    long third = matcher.group(3) == null ? 0 : Long.parseLong(matcher.group(3));
    return (Long.parseLong(matcher.group(1)) * 10_000 + Long.parseLong(matcher.group(2))) * 10_000
        + third;
  }
}
