package io.coldtrace.parsers.procnet;

import io.coldtrace.facts.Source;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files of {@code /proc/net} of which nothing is kept: UNIX and packet sockets, multicast groups,
 * the trie behind the routes, and others. They are known by their headings, the ones without a
 * heading by their names.
 */
final class UnmodelledTable implements ProcNetTable {
  private static final Pattern HEADING =
      Pattern.compile(
          "Num +RefCount Protocol Flags .*|protocol +size sockets .*|Type Device +Function"
              + "|sk +(?:Eth|RefCnt) .*|Idx\\s+Device\\s+: Count Querier.*|Idx\\s+Device\\s+MCA .*"
              + "|Interface +\\(i\\) +.*|Pro FromIP .*|Inter-\\| sta-\\|.*|Basic info: size of leaf.*"
              + "|Group +Origin +Iif .*|Interface +BytesIn +.*|ifIndex\\s+[0-9]+|Name +Id +.*"
              + "|(?:Main|Local|Id [0-9]+):");

  private static final Pattern TRIE =
      Pattern.compile("(?:\\+--|\\|--) [0-9.]+(?:/[0-9]+ .*)?|/[0-9]+ \\w+ [A-Z]+.*");

  /** Rows that stand under one of the headings, of whatever file. */
  private static final Pattern ROW =
      Pattern.compile(
          "[0-9a-fA-F]{8,16}:? .*|[A-Za-z0-9][\\w-]* +[0-9yn-].*|[0-9]+\\s+.*|ALL .*|[0-9A-F ]+.*");

  private static final Set<String> FILES =
      Set.of(
          "anycast6",
          "connector",
          "dev_mcast",
          "fib_trie",
          "fib_triestat",
          "igmp",
          "igmp6",
          "ip6_flowlabel",
          "ip6_tables_matches",
          "ip6_tables_names",
          "ip6_tables_targets",
          "ip_tables_matches",
          "ip_tables_names",
          "ip_tables_targets",
          "mcfilter",
          "mcfilter6",
          "netlink",
          "packet",
          "protocols",
          "psched",
          "ptype",
          "rt6_stats",
          "rt_acct",
          "unix",
          "wireless");

  @Override
  public boolean isHeading(String line) {
    return HEADING.matcher(line).matches();
  }

  /** Whether a file of this name is wholly ignored. */
  static boolean isNamed(String file) {
    return file.matches("(?:.*/)?proc/(?:[0-9]+/|self/)?net/[a-z0-9_]+(?:\\.txt)?")
        && FILES.contains(file.replaceFirst(".*/", "").replaceFirst("\\.txt$", ""));
  }

  @Override
  public boolean row(String line, String heading, Source source, LineLedger ledger) {
    boolean isRow =
        TRIE.matcher(line).matches() || (!heading.isEmpty() && ROW.matcher(line).matches());
    if (isRow) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
    return isRow;
  }
}
