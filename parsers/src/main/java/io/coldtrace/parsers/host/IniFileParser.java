package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
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
public final class IniFileParser extends AssignmentFileParser {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z][A-Za-z0-9_.+-]*)\\s*[+-]?=\\s*(.*)");

  /** A parser for one kind of such files. */
  public IniFileParser(String kind) {
    super(kind, ASSIGNMENT);
  }

  @Override
  void parseOther(String line, Source source, LineLedger ledger) {
    ledger.ignored(source.line(), line.startsWith("[") ? Ignored.HEADING : Ignored.NOT_MODELLED);
  }
}
