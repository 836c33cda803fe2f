package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import io.coldtrace.parsers.NodePath;

/**
 * Reads {@code hostname}, or {@code /etc/hostname}, into the setting {@code hostname}.
 *
 * <pre>
 * node-2.example.net
 * </pre>
 *
 * Format: hostname(1), hostname(5).
 */
public final class HostnameFileParser extends LineParser {
  @Override
  public String kind() {
    return "hostname";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    if (line.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,252}")) {
      ledger.fact(new HostSetting(source, NodePath.of(source), "hostname", line));
    }
  }
}
