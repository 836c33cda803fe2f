package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads configuration of the network managers: settings under titles.
 *
 * <pre>
 * [Network]
 * ManageForeignRoutes=no
 *
 * [keyfile]
 * unmanaged-devices=interface-name:cni*;interface-name:flannel*
 * </pre>
 *
 * Format: networkd.conf(5), NetworkManager.conf(5).
 */
public final class IniFileParser extends LineParser {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z][A-Za-z0-9_.+-]*)\\s*[+-]?=\\s*(.*)");

  private final String kind;

  /** A parser for one kind of such files. */
  public IniFileParser(String kind) {
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
    } else if (line.startsWith("[")) {
      ledger.ignored(source.line(), Ignored.HEADING);
    } else if (assignment.matches()) {
      ledger.fact(
          new HostSetting(
              source, NodePath.of(source), assignment.group(1), Quotes.strip(assignment.group(2))));
    } else {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
  }
}
