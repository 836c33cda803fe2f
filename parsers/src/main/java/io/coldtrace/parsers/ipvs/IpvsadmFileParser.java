package io.coldtrace.parsers.ipvs;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;

/**
 * The virtual services of IPVS, {@code ipvsadm -Ln} (also with {@code --stats} and the like) and
 * {@code ipvsadm -Sn} of ipvsadm(8):
 *
 * <pre>
 * IP Virtual Server version 1.2.1 (size=4096)
 * Prot LocalAddress:Port Scheduler Flags
 *   -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
 * TCP  10.96.0.1:443 rr persistent 10800
 *   -> 192.168.56.11:6443           Masq    1      1          0
 *
 * -A -t 10.96.0.1:443 -s rr
 * -a -t 10.96.0.1:443 -r 192.168.56.11:6443 -m -w 1
 * </pre>
 */
public final class IpvsadmFileParser implements FileParser {
  @Override
  public String kind() {
    return "ipvsadm";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    new IpvsadmListing(text, ledger).read();
  }
}
