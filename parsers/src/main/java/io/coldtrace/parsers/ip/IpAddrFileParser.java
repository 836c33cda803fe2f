package io.coldtrace.parsers.ip;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;

/**
 * Reads {@code ip addr}, with or without {@code -d}, {@code -s} and {@code -o}: interfaces and
 * their addresses.
 *
 * <pre>
 * 4: flannel.1: &lt;BROADCAST,MULTICAST,UP,LOWER_UP&gt; mtu 1450 qdisc noqueue state UNKNOWN group default
 *     link/ether 02:4d:c9:1e:a4:05 brd ff:ff:ff:ff:ff:ff promiscuity 0 minmtu 68 maxmtu 65535
 *     vxlan id 1 local 192.168.56.11 dev eth0 srcport 0 0 dstport 8472 nolearning ttl auto ageing 300
 *     inet 10.244.0.0/32 scope global flannel.1
 *        valid_lft forever preferred_lft forever
 * </pre>
 *
 * Format: iproute2, {@code ip/ipaddress.c}; busybox prints a part of it.
 */
public final class IpAddrFileParser implements FileParser {
  @Override
  public String kind() {
    return "ip-addr";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    LinkListing.parse(text, ledger);
  }
}
