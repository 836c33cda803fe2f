package io.coldtrace.parsers.ip;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.RoutingRule;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code ip rule}.
 *
 * <pre>
 * 0:	from all lookup local
 * 100:	not from 10.0.0.0/16 fwmark 0x200/0xf00 iif eth0 [detached] lookup main suppress_prefixlength 0
 * 200:	from all to 10.9.0.0/16 blackhole
 * </pre>
 *
 * Format: iproute2, {@code ip/iprule.c}.
 */
public final class IpRuleFileParser extends LineParser {
  private static final Pattern RULE =
      Pattern.compile(
          "(?<priority>[0-9]{1,10}):\\s+(?<selector>(?:not )?from .*?)\\s"
              + "(?<action>(?:lookup|table|goto) \\S+"
              + "|blackhole|unreachable|prohibit|nop|masquerade|map-to \\S+)"
              + "(?<more>(?: (?:suppress_prefixlength|suppress_ifgroup|realms?) \\S+"
              + "| \\[unresolved]){0,4})"
              + "(?: proto \\S+)?"
              // What somebody wrote beside it.
              + "(?:\\s+(?:<-|←|#).*)?");

  @Override
  public String kind() {
    return "ip-rule";
  }

  @Override
  protected boolean parseDocument(CapturedText text, LineLedger ledger) {
    return ObjectLines.read(
        text, ledger, ObjectLines::rule, (line, source) -> parseLine(line, source, ledger));
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Matcher rule = RULE.matcher(line);
    if (rule.matches()) {
      ledger.fact(
          new RoutingRule(
              source,
              Long.parseLong(rule.group("priority")),
              rule.group("selector"),
              rule.group("action") + rule.group("more")));
    }
  }
}
