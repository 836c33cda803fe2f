package io.coldtrace.dataplane.netfilter;

import java.util.Map;
import java.util.Optional;

/** Types and codes of ICMP by the names that iptables and nft print (RFC 792, RFC 4443). */
final class IcmpTypes {
  private static final Map<String, Integer> TYPES =
      Map.ofEntries(
          Map.entry("any", 255),
          Map.entry("echo-reply", 0),
          Map.entry("pong", 0),
          Map.entry("destination-unreachable", 3),
          Map.entry("source-quench", 4),
          Map.entry("redirect", 5),
          Map.entry("echo-request", 8),
          Map.entry("ping", 8),
          Map.entry("router-advertisement", 9),
          Map.entry("router-solicitation", 10),
          Map.entry("time-exceeded", 11),
          Map.entry("ttl-exceeded", 11),
          Map.entry("parameter-problem", 12),
          Map.entry("timestamp-request", 13),
          Map.entry("timestamp-reply", 14),
          Map.entry("info-request", 15),
          Map.entry("info-reply", 16),
          Map.entry("address-mask-request", 17),
          Map.entry("address-mask-reply", 18));

  private static final Map<String, Integer> TYPES6 =
      Map.ofEntries(
          Map.entry("destination-unreachable", 1),
          Map.entry("packet-too-big", 2),
          Map.entry("time-exceeded", 3),
          Map.entry("ttl-exceeded", 3),
          Map.entry("parameter-problem", 4),
          Map.entry("echo-request", 128),
          Map.entry("echo-reply", 129),
          Map.entry("mld-listener-query", 130),
          Map.entry("mld-listener-report", 131),
          Map.entry("mld-listener-done", 132),
          Map.entry("mld-listener-reduction", 132),
          Map.entry("router-solicitation", 133),
          Map.entry("nd-router-solicit", 133),
          Map.entry("router-advertisement", 134),
          Map.entry("nd-router-advert", 134),
          Map.entry("neighbour-solicitation", 135),
          Map.entry("neighbor-solicitation", 135),
          Map.entry("nd-neighbor-solicit", 135),
          Map.entry("neighbour-advertisement", 136),
          Map.entry("neighbor-advertisement", 136),
          Map.entry("nd-neighbor-advert", 136),
          Map.entry("redirect", 137),
          Map.entry("nd-redirect", 137),
          Map.entry("mld2-listener-report", 143));

  /** Names of codes stand alone, with their type. */
  private static final Map<String, int[]> CODES =
      Map.of(
          "network-unreachable", new int[] {3, 0},
          "net-unreachable", new int[] {3, 0},
          "host-unreachable", new int[] {3, 1},
          "protocol-unreachable", new int[] {3, 2},
          "prot-unreachable", new int[] {3, 2},
          "port-unreachable", new int[] {3, 3},
          "fragmentation-needed", new int[] {3, 4},
          "frag-needed", new int[] {3, 4});

  /** Codes of "destination unreachable" as nft prints them. */
  private static final Map<String, Long> NFT_CODES =
      Map.of(
          "net-unreachable", 0L,
          "host-unreachable", 1L,
          "prot-unreachable", 2L,
          "port-unreachable", 3L,
          "frag-needed", 4L,
          "net-prohibited", 9L,
          "host-prohibited", 10L,
          "admin-prohibited", 13L);

  private IcmpTypes() {}

  /** The number of a code that nft prints by name; empty if it is no such name. */
  static Optional<Long> code(String name) {
    return Optional.ofNullable(NFT_CODES.get(name));
  }

  /** {@code 8}, {@code 3/4}, {@code echo-request}: the packets of that type and code. */
  static Optional<Match> match(String text, boolean six) {
    int slash = text.indexOf('/');
    String name = slash < 0 ? text : text.substring(0, slash);
    int[] named = CODES.get(name);
    if (named != null && !six) {
      return Optional.of(type(named[0], named[1], six));
    }
    int type = number(name, six);
    int code = slash < 0 ? -1 : number(text.substring(slash + 1), six);
    if (type < 0 || (slash >= 0 && code < 0)) {
      return Optional.empty();
    }
    String protocol = six ? "icmpv6" : "icmp";
    return Optional.of(
        type == 255 && !six
            ? Match.of(packet -> packet.protocol().equals(protocol))
            : type(type, code, six));
  }

  private static Match type(int type, int code, boolean six) {
    String protocol = six ? "icmpv6" : "icmp";
    return Match.of(
        packet ->
            packet.protocol().equals(protocol)
                && packet.icmpType() == type
                && (code < 0 || packet.transport().icmpCode() == code));
  }

  private static int number(String name, boolean six) {
    return name.matches("[0-9]{1,3}")
        ? Integer.parseInt(name)
        : (six ? TYPES6 : TYPES).getOrDefault(name, -1);
  }
}
