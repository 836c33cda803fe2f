package io.coldtrace.rules.knowledge;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What shows a pod network that is not flannel's: a row of {@code knowledge/pod-networks.tsv}.
 *
 * @param kind {@code pod} or {@code link}: whose name it is
 * @param name what fits the name
 */
public record PodNetworkSign(String kind, Pattern name, String product) {
  /** Every row. */
  public static final List<PodNetworkSign> ALL =
      Table.rows("/io/coldtrace/rules/knowledge/pod-networks.tsv", 3).stream()
          .map(row -> new PodNetworkSign(row.get(0), Pattern.compile(row.get(1)), row.get(2)))
          .toList();
}
