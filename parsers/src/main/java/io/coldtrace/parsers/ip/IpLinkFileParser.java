package io.coldtrace.parsers.ip;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;

/**
 * Reads {@code ip link}, with or without {@code -d}, {@code -s} and {@code -o}.
 *
 * <pre>
 * 5: veth2834c068@if2: &lt;BROADCAST,MULTICAST,UP,LOWER_UP&gt; mtu 1450 qdisc noqueue master cni0 state UP
 *     link/ether 56:73:04:33:18:67 brd ff:ff:ff:ff:ff:ff link-netnsid 1 promiscuity 1
 *     veth
 *     bridge_slave state forwarding priority 32 cost 2 hairpin on
 *     RX:  bytes packets errors dropped  missed   mcast
 *            726       9      0       0       0       0
 * </pre>
 *
 * Format: iproute2, {@code ip/ipaddress.c}; busybox prints a part of it.
 */
public final class IpLinkFileParser implements FileParser {
  private final String kind;

  private IpLinkFileParser(String kind) {
    this.kind = kind;
  }

  /** For people. */
  public static IpLinkFileParser ofText() {
    return new IpLinkFileParser("ip-link");
  }

  /** For programs: {@code ip -j link}. */
  public static IpLinkFileParser ofJson() {
    return new IpLinkFileParser("ip-link-json");
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    LinkListing.parse(text, ledger);
  }
}
