package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import io.coldtrace.parsers.NodePath;
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
public class AssignmentFileParser extends LineParser {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*(.*)");

  private final String kind;
  private final Pattern assignment;

  /** A parser for one kind of such files. */
  public AssignmentFileParser(String kind) {
    this(kind, ASSIGNMENT);
  }

  /**
   * One for files that write assignments in a way of their own.
   *
   * @param assignment its first group is the name, its second the value
   */
  AssignmentFileParser(String kind, Pattern assignment) {
    this.kind = kind;
    this.assignment = assignment;
  }

  @Override
  public final String kind() {
    return kind;
  }

  @Override
  protected final void parseLine(String line, Source source, LineLedger ledger) {
    Matcher setting = assignment.matcher(line);
    if (line.startsWith("#") || line.startsWith(";")) {
      ledger.ignored(source.line(), Ignored.COMMENT);
    } else if (setting.matches()) {
      ledger.fact(
          new HostSetting(
              source, NodePath.of(source), setting.group(1), Quotes.strip(setting.group(2))));
    } else {
      parseOther(line, source, ledger);
    }
  }

  /** A line that is neither an assignment nor a comment: nothing is known of it. */
  void parseOther(String line, Source source, LineLedger ledger) {}
}
