package io.coldtrace.parsers.iptables;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;

/**
 * The rules of one table for people, {@code iptables -L} of iptables(8), with and without {@code
 * -n}, {@code -v}, {@code -x} and {@code --line-numbers}:
 *
 * <pre>
 * Chain FORWARD (policy DROP 12 packets, 720 bytes)
 * num   pkts bytes target     prot opt in     out     source               destination
 * 1        7   420 KUBE-FORWARD  all  --  *      *       0.0.0.0/0   0.0.0.0/0   &#47;* rules *&#47;
 * 2      12K  720K ACCEPT     tcp  --  cni0   *       0.0.0.0/0   0.0.0.0/0   tcp dpt:80
 * </pre>
 */
public final class IptablesLFileParser implements FileParser {
  @Override
  public String kind() {
    return "iptables-L";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    new RuleTables(text, ledger).read();
  }
}
