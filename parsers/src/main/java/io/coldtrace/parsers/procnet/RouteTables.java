package io.coldtrace.parsers.procnet;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Route;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /proc/net/route}, {@code ipv6_route} and {@code if_inet6}; the latter two have no heading.
 *
 * <pre>
 * Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
 * eth0	00000000	0138A8C0	0003	0	0	100	00000000	0	0	0
 *
 * fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
 *
 * fe80000000000000021bfcfffe3a1b2c 02 40 20 80     eth0
 * </pre>
 *
 * Format: proc_pid_net(5); the kernel, {@code include/uapi/linux/route.h}, {@code ipv6_route.h}.
 */
final class RouteTables implements ProcNetTable {
  private static final long GATEWAY = 0x2;
  private static final long REJECT = 0x200;
  private static final long ANYCAST = 0x0010_0000;
  private static final long LOCAL = 0x8000_0000L;

  private static final Map<String, String> SCOPES =
      Map.of("00", "global", "10", "host", "20", "link", "40", "site");

  @Override
  public boolean isHeading(String line) {
    return line.matches("Iface\\s+Destination\\s+Gateway\\s.*");
  }

  @Override
  public boolean row(String line, String heading, Source source, LineLedger ledger) {
    Words words = new Words(line);
    Optional<Ip> first = HexAddress.ofNetworkOrder(words.at(0));
    if (first.isPresent() && words.count() == 6) {
      return address(first.get(), words, source, ledger);
    }
    if (first.isPresent() && words.count() == 10) {
      return route6(first.get(), words, source, ledger);
    }
    return !heading.isEmpty() && words.count() == 11 && route4(words, source, ledger);
  }

  private static boolean address(Ip ip, Words words, Source source, LineLedger ledger) {
    int prefix = hex(words.at(2));
    String scope = SCOPES.getOrDefault(words.at(3), "");
    String device = words.at(5);
    boolean understood = prefix >= 0 && prefix <= 128 && !scope.isEmpty();
    if (understood) {
      Cidr network = new Cidr(ip, prefix);
      ledger.fact(new InterfaceAddress(source, device, network, scope, device, false));
    }
    return understood;
  }

  private static boolean route4(Words words, Source source, LineLedger ledger) {
    Optional<Ip> destination = HexAddress.ofHostOrder(words.at(1));
    Optional<Ip> gateway = HexAddress.ofHostOrder(words.at(2));
    Optional<Ip> mask = HexAddress.ofHostOrder(words.at(7));
    int flags = hex(words.at(3));
    if (destination.isEmpty()
        || gateway.isEmpty()
        || mask.isEmpty()
        || flags < 0
        || !Words.isLong(words.at(6))) {
      return false;
    }
    Optional<Cidr> network = Cidr.parse(destination.get() + "/" + mask.get());
    boolean hasGateway = (flags & GATEWAY) != 0;
    boolean refuses = (flags & REJECT) != 0;
    network.ifPresent(
        to ->
            ledger.fact(
                new Route(
                    source,
                    refuses ? "unreachable" : "unicast",
                    "main",
                    to,
                    hasGateway ? gateway : Optional.empty(),
                    words.at(0).equals("*") ? "" : words.at(0),
                    Optional.empty(),
                    Long.parseLong(words.at(6)),
                    "",
                    hasGateway || refuses ? "global" : "link",
                    List.of())));
    return network.isPresent();
  }

  private static boolean route6(Ip to, Words words, Source source, LineLedger ledger) {
    int prefix = hex(words.at(1));
    Optional<Ip> gateway = HexAddress.ofNetworkOrder(words.at(4));
    if (prefix < 0
        || prefix > 128
        || gateway.isEmpty()
        || !words.at(5).matches("[0-9a-f]{8}")
        || !words.at(8).matches("[0-9a-f]{8}")) {
      return false;
    }
    long flags = Long.parseLong(words.at(8), 16);
    boolean isLocal = (flags & LOCAL) != 0;
    boolean isAnycast = (flags & ANYCAST) != 0;
    boolean isMulticast = to.high() >>> 56 == 0xFF && prefix >= 8;
    String type = (flags & REJECT) != 0 ? "unreachable" : "unicast";
    type = isLocal ? "local" : isAnycast ? "anycast" : isMulticast ? "multicast" : type;
    ledger.fact(
        new Route(
            source,
            type,
            isLocal || isAnycast || isMulticast ? "local" : "main",
            new Cidr(to, prefix),
            (flags & GATEWAY) != 0 ? gateway : Optional.empty(),
            words.at(9),
            Optional.empty(),
            Long.parseLong(words.at(5), 16),
            "",
            "global",
            List.of()));
    return true;
  }

  /** Up to four hexadecimal digits; -1 if it is none. */
  private static int hex(String text) {
    return text.matches("[0-9A-Fa-f]{1,4}") ? Integer.parseInt(text, 16) : -1;
  }
}
