package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads small files of shell assignments: flannel's {@code subnet.env}, {@code firewalld.conf},
 * {@code ufw.conf} and {@code /etc/default/ufw}.
 *
 * <pre>
 * # a comment
 * FLANNEL_MTU=1450
 * DEFAULT_FORWARD_POLICY="DROP"
 * FirewallBackend=nftables
 * </pre>
 *
 * Format: flannel's {@code subnet.env}, firewalld.conf(5), ufw(8).
 */
public final class AssignmentFileParser extends LineParser {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*(.*)");

  private final String kind;

  /** A parser for one kind of such files. */
  public AssignmentFileParser(String kind) {
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Matcher assignment = ASSIGNMENT.matcher(line);
    if (line.startsWith("#") || line.startsWith(";")) {
      ledger.ignored(source.line(), Ignored.COMMENT);
    } else if (assignment.matches()) {
      ledger.fact(
          new HostSetting(
              source, NodePath.of(source), assignment.group(1), Quotes.strip(assignment.group(2))));
    }
  }
}
