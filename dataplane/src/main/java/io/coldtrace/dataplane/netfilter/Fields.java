package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Conditions on single fields of a packet, as both iptables and nft write their values. */
final class Fields {
  /** Names of protocols that listings print, with their numbers (IANA). */
  private static final Map<String, String> PROTOCOLS =
      Map.ofEntries(
          Map.entry("1", "icmp"),
          Map.entry("2", "igmp"),
          Map.entry("4", "ipencap"),
          Map.entry("6", "tcp"),
          Map.entry("17", "udp"),
          Map.entry("47", "gre"),
          Map.entry("50", "esp"),
          Map.entry("51", "ah"),
          Map.entry("58", "icmpv6"),
          Map.entry("ipv6-icmp", "icmpv6"),
          Map.entry("icmp6", "icmpv6"),
          Map.entry("132", "sctp"),
          Map.entry("136", "udplite"));

  /** Names that iptables and nft print for ports (/etc/services). */
  private static final Map<String, Integer> SERVICES =
      Map.ofEntries(
          Map.entry("ssh", 22),
          Map.entry("domain", 53),
          Map.entry("http", 80),
          Map.entry("https", 443),
          Map.entry("ntp", 123),
          Map.entry("mdns", 5353),
          Map.entry("bootps", 67),
          Map.entry("bootpc", 68),
          Map.entry("dhcpv6-client", 546),
          Map.entry("dhcpv6-server", 547),
          Map.entry("http-alt", 8080),
          Map.entry("microsoft-ds", 445),
          Map.entry("netbios-ssn", 139),
          Map.entry("netbios-ns", 137),
          Map.entry("netbios-dgm", 138));

  /**
   * What the kernel takes for a client's port where nobody chose one: {@code ip_local_port_range}
   * as it is by default (Linux, ip-sysctl.rst).
   */
  private static final int[] EPHEMERAL = {32768, 60999};

  private Fields() {}

  static Optional<Match> address(String text, boolean source) {
    Optional<Ip> exact =
        Cidr.parse(text).filter(c -> c.prefix() == c.address().bits()).map(Cidr::address);
    if (!source && exact.isPresent()) {
      return exact.map(ExactDestination::new);
    }
    Function<PacketHeader, Ip> side = source ? PacketHeader::source : PacketHeader::destination;
    return addresses(text).map(range -> Match.of(packet -> range.contains(side.apply(packet))));
  }

  /** Addresses from one to another, ends included. */
  record AddressRange(Ip low, Ip high) {
    boolean contains(Ip ip) {
      return ip.version() == low.version() && low.compareTo(ip) <= 0 && ip.compareTo(high) <= 0;
    }
  }

  /** A network, or {@code 10.0.0.1-10.0.0.9}; empty if it is neither. */
  static Optional<AddressRange> addresses(String text) {
    int dash = text.indexOf('-');
    if (dash > 0) {
      Optional<Ip> low = Ip.parse(text.substring(0, dash));
      Optional<Ip> high = Ip.parse(text.substring(dash + 1));
      return low.isPresent() && high.isPresent()
          ? Optional.of(new AddressRange(low.get(), high.get()))
          : Optional.empty();
    }
    return Cidr.parse(text).map(cidr -> new AddressRange(end(cidr, false), end(cidr, true)));
  }

  private static Ip end(Cidr cidr, boolean last) {
    Ip ip = cidr.address();
    if (ip.version() == 4) {
      long host = cidr.prefix() == 0 ? 0xFFFF_FFFFL : (1L << (32 - cidr.prefix())) - 1;
      return new Ip(4, 0, last ? ip.low() | host : ip.low() & ~host);
    }
    long high = low64(64 - Math.min(cidr.prefix(), 64));
    long low = low64(128 - Math.max(cidr.prefix(), 64));
    return new Ip(
        6, last ? ip.high() | high : ip.high() & ~high, last ? ip.low() | low : ip.low() & ~low);
  }

  private static long low64(int bits) {
    return bits == 0 ? 0 : bits == 64 ? -1L : (1L << bits) - 1;
  }

  /** A name, or with a wildcard at its end all names that begin so; the wildcard alone is any. */
  static Match device(String name, char wildcard, Function<PacketHeader, String> side) {
    boolean wild = !name.isEmpty() && name.charAt(name.length() - 1) == wildcard;
    String prefix = wild ? name.substring(0, name.length() - 1) : name;
    return (packet, host) -> {
      String actual = side.apply(packet);
      return actual.equals(PacketHeader.UNKNOWN_PORT)
          ? Truth.MAYBE
          : Truth.of(wild ? actual.startsWith(prefix) : actual.equals(name));
    };
  }

  /** The name by which packets have a protocol; empty for all. */
  static String protocolName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("all") || lower.equals("0") ? "" : PROTOCOLS.getOrDefault(lower, lower);
  }

  static Match protocol(String name) {
    String wanted = protocolName(name);
    return wanted.isEmpty() ? Match.ALWAYS : Match.of(packet -> packet.protocol().equals(wanted));
  }

  /** A list of ports and of ranges {@code 1024:65535}; a client's port may be any ephemeral one. */
  static Optional<Match> ports(List<String> texts, ToIntFunction<PacketHeader> side) {
    List<int[]> ranges = texts.stream().map(Fields::range).toList();
    if (ranges.contains(null)) {
      return Optional.empty();
    }
    return Optional.of(
        (packet, host) -> {
          int port = side.applyAsInt(packet);
          if (port < PacketHeader.EPHEMERAL) {
            return Truth.of(ranges.stream().anyMatch(r -> port >= r[0] && port <= r[1]));
          }
          boolean all = ranges.stream().anyMatch(r -> r[0] <= EPHEMERAL[0] && r[1] >= EPHEMERAL[1]);
          boolean none = ranges.stream().allMatch(r -> r[1] < EPHEMERAL[0] || r[0] > EPHEMERAL[1]);
          return all ? Truth.YES : none ? Truth.NO : Truth.MAYBE;
        });
  }

  static List<String> list(String text) {
    return Arrays.asList(text.split(",", -1));
  }

  /** The ends of {@code 80}, {@code 80:90}, {@code 80-90}, {@code :90} or a service's name. */
  static int[] range(String text) {
    String[] ends = text.split("[:-]", -1);
    if (SERVICES.containsKey(text)) {
      int port = SERVICES.get(text);
      return new int[] {port, port};
    }
    if (ends.length > 2
        || !Arrays.stream(ends).allMatch(end -> end.matches("[0-9]{0,5}"))
        || text.isEmpty()) {
      return null;
    }
    int low = ends[0].isEmpty() ? 0 : Integer.parseInt(ends[0]);
    if (ends.length == 1) {
      return new int[] {low, low};
    }
    return new int[] {low, ends[1].isEmpty() ? 65535 : Integer.parseInt(ends[1])};
  }

  /**
   * Conntrack states; {@code DNAT} and {@code SNAT} are of the flow's translation, not of its life.
   */
  static Match states(List<String> names) {
    Set<String> wanted = new HashSet<>();
    names.forEach(name -> wanted.add(name.toUpperCase(Locale.ROOT)));
    return Match.of(
        packet ->
            wanted.contains(packet.state().name())
                || (wanted.contains("DNAT") && packet.tracking().destinationChanged())
                || (wanted.contains("SNAT") && packet.tracking().sourceChanged()));
  }

  /** What conntrack knows of a flow besides its state; what the model does not follow is open. */
  static Optional<Match> status(List<String> names) {
    Match any = Match.NEVER;
    for (String name : names) {
      Match one =
          switch (name.toLowerCase(Locale.ROOT)) {
            case "dnat" -> Match.of(packet -> packet.tracking().destinationChanged());
            case "snat" -> Match.of(packet -> packet.tracking().sourceChanged());
            case "seen-reply", "seen_reply" -> Match.of(Fields::answered);
            case "expected" -> Match.NEVER;
            case "confirmed", "assured" -> Match.UNKNOWN;
            default -> null;
          };
      if (one == null) {
        return Optional.empty();
      }
      any = Match.any(List.of(any, one));
    }
    return Optional.of(any);
  }

  private static boolean answered(PacketHeader packet) {
    return packet.state() == ConnectionState.ESTABLISHED;
  }

  /** {@code FIN,SYN,RST,ACK}, {@code ALL} or {@code NONE} as bits; -1 if it is none of these. */
  static int flags(String text) {
    int bits = 0;
    for (String name : text.toUpperCase(Locale.ROOT).split("[,|() ]+", -1)) {
      int bit =
          switch (name) {
            case "FIN" -> PacketHeader.Transport.FIN;
            case "SYN" -> PacketHeader.Transport.SYN;
            case "RST" -> PacketHeader.Transport.RST;
            case "PSH" -> PacketHeader.Transport.PSH;
            case "ACK" -> PacketHeader.Transport.ACK;
            case "URG" -> PacketHeader.Transport.URG;
            case "ALL" -> 63;
            case "ECN", "ECE" -> 64;
            case "CWR" -> 128;
            case "NONE", "", "0X0", "0" -> 0;
            default -> -1;
          };
      if (bit < 0) {
        return -1;
      }
      bits |= bit;
    }
    return bits;
  }

  /** A number as a listing prints it, decimal or {@code 0x...}; empty if it is none. */
  static Optional<Long> number(String text) {
    return text.matches("0[xX][0-9a-fA-F]{1,8}|[0-9]{1,10}")
        ? Optional.of(
            text.length() > 1 && Character.toLowerCase(text.charAt(1)) == 'x'
                ? Long.parseLong(text.substring(2), 16)
                : Long.parseLong(text))
        : Optional.empty();
  }

  /** {@code 0x4000/0x4000} as value and mask; the mask is all bits where none is written. */
  static Optional<long[]> masked(String text) {
    String[] parts = text.split("/", 2);
    Optional<Long> value = number(parts[0]);
    Optional<Long> mask = parts.length > 1 ? number(parts[1]) : Optional.of(0xFFFF_FFFFL);
    return value.isPresent() && mask.isPresent()
        ? Optional.of(new long[] {value.get(), mask.get()})
        : Optional.empty();
  }

  /** Which kind of address it is, as the local routing table has it. */
  static Optional<Match> addressType(List<String> types, boolean source) {
    Function<PacketHeader, Ip> side = source ? PacketHeader::source : PacketHeader::destination;
    Set<String> wanted = new HashSet<>();
    types.forEach(type -> wanted.add(type.toUpperCase(Locale.ROOT)));
    Set<String> known =
        Set.of(
            "LOCAL",
            "UNICAST",
            "BROADCAST",
            "MULTICAST",
            "ANYCAST",
            "BLACKHOLE",
            "UNREACHABLE",
            "PROHIBIT",
            "UNSPEC",
            "THROW",
            "NAT",
            "XRESOLVE");
    if (!known.containsAll(wanted)) {
      return Optional.empty();
    }
    return Optional.of(
        (packet, host) -> Truth.of(wanted.contains(typeOf(side.apply(packet), host))));
  }

  private static String typeOf(Ip ip, LocalAddresses host) {
    if (host.isLocal(ip)) {
      return "LOCAL";
    }
    boolean multicast = ip.version() == 4 ? ip.low() >> 28 == 14 : ip.high() >>> 56 == 0xFF;
    return multicast ? "MULTICAST" : host.isBroadcast(ip) ? "BROADCAST" : "UNICAST";
  }

  /** The answer to "would the packet's sender be reached by the device that it came in by". */
  static Match reversePath(boolean loose, boolean withMark, boolean acceptLocal) {
    return (packet, host) -> {
      if (packet.inDevice().equals("lo")) {
        return Truth.YES;
      }
      if (!host.knowsRoutes()) {
        return Truth.MAYBE;
      }
      Optional<String> way = host.wayBack(packet, withMark ? packet.mark() : 0);
      if (way.isEmpty()) {
        return Truth.NO;
      }
      return way.get().equals("lo")
          ? Truth.of(acceptLocal)
          : Truth.of(loose || way.get().equals(packet.inDevice()));
    };
  }
}
