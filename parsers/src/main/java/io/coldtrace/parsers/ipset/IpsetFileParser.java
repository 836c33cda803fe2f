package io.coldtrace.parsers.ipset;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;

/**
 * The sets that rules name, {@code ipset save} or {@code ipset list} of ipset(8):
 *
 * <pre>
 * create KUBE-CLUSTER-IP hash:ip,port family inet hashsize 1024 maxelem 65536
 * add KUBE-CLUSTER-IP 10.96.0.1,tcp:443
 *
 * Name: KUBE-CLUSTER-IP
 * Type: hash:ip,port
 * Revision: 5
 * Header: family inet hashsize 1024 maxelem 65536
 * Size in memory: 1032
 * References: 2
 * Number of entries: 1
 * Members:
 * 10.96.0.1,tcp:443 timeout 300 comment "a b"
 * </pre>
 */
public final class IpsetFileParser implements FileParser {
  @Override
  public String kind() {
    return "ipset";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    new IpsetListing(text, ledger).read();
  }
}
