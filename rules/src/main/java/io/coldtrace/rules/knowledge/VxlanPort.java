package io.coldtrace.rules.knowledge;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Who else uses a UDP port that flannel's VXLAN may use, and what shows them on a node: a row of
 * {@code knowledge/vxlan-ports.tsv}.
 *
 * @param platform it is the platform below the node; else something on it
 * @param sign {@code link}, {@code process} or {@code driver}: what the pattern is the name of
 */
public record VxlanPort(
    int port,
    boolean platform,
    String sign,
    Pattern pattern,
    String product,
    String effect,
    String effectChinese) {

  /** In the table's order. */
  public static final List<VxlanPort> ALL =
      Table.rows("/io/coldtrace/rules/knowledge/vxlan-ports.tsv", 8).stream()
          .map(
              row ->
                  new VxlanPort(
                      Integer.parseInt(row.get(0)),
                      row.get(1).equals("platform"),
                      row.get(2),
                      Pattern.compile(row.get(3)),
                      row.get(4),
                      row.get(5),
                      row.get(6)))
          .toList();
}
