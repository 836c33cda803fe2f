package io.coldtrace.parsers.iptables;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;

/**
 * The rules of one table as commands, {@code iptables -S} of iptables(8), also with {@code -v}; and
 * commands as scripts have them:
 *
 * <pre>
 * -P FORWARD DROP -c 12 720
 * -N KUBE-FORWARD
 * -A FORWARD -m comment --comment "kubernetes forwarding rules" -c 7 420 -j KUBE-FORWARD
 * iptables -t nat -I POSTROUTING 1 -s 10.16.0.0/16 -j MASQUERADE
 * </pre>
 */
public final class IptablesSFileParser implements FileParser {
  @Override
  public String kind() {
    return "iptables-S";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    new IptablesListing(text, ledger, new ParsedRules()).read();
  }
}
