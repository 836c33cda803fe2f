package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import io.coldtrace.parsers.NodePath;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code iptables -V} into the setting {@code iptables-version}: the number, then the backend
 * where it is printed.
 *
 * <pre>
 * iptables v1.8.7 (nf_tables)
 * </pre>
 *
 * Format: iptables(8); versions before 1.8 name no backend.
 */
public final class IptablesVersionFileParser extends LineParser {
  private static final Pattern VERSION =
      Pattern.compile("(?:\\S*/)?ip6?tables\\S* v([0-9][0-9.]*(?: \\([a-z_]+\\))?)");

  @Override
  public String kind() {
    return "iptables-version";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Matcher version = VERSION.matcher(line);
    if (version.matches()) {
      ledger.fact(
          new HostSetting(source, NodePath.of(source), "iptables-version", version.group(1)));
    }
  }
}
