package io.coldtrace.dataplane.netfilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The keys of nft's comparisons: what of a packet each names, and how its values are written. */
final class NftablesKeys {
  private static final Set<String> ROUTE_ANSWERS = Set.of("type", "oif", "oifname", "check");

  /** Classes of DSCP as nft names them (RFC 2474, 2597, 3246). */
  private static final Map<String, Integer> CLASSES =
      Map.ofEntries(
          Map.entry("cs0", 0),
          Map.entry("cs1", 8),
          Map.entry("cs2", 16),
          Map.entry("cs3", 24),
          Map.entry("cs4", 32),
          Map.entry("cs5", 40),
          Map.entry("cs6", 48),
          Map.entry("cs7", 56),
          Map.entry("af11", 10),
          Map.entry("af12", 12),
          Map.entry("af13", 14),
          Map.entry("af21", 18),
          Map.entry("af22", 20),
          Map.entry("af23", 22),
          Map.entry("af31", 26),
          Map.entry("af32", 28),
          Map.entry("af33", 30),
          Map.entry("af41", 34),
          Map.entry("af42", 36),
          Map.entry("af43", 38),
          Map.entry("ef", 46));

  private NftablesKeys() {}

  /** The parts of a concatenation; a look-up of routes has dots of its own. */
  static List<String> parts(String key) {
    List<String> parts = new ArrayList<>();
    String open = "";
    for (String piece : key.split(" \\. ", -1)) {
      String whole = open.isEmpty() ? piece : open + " . " + piece;
      String last = piece.substring(piece.lastIndexOf(' ') + 1);
      boolean more = whole.startsWith("fib ") && !ROUTE_ANSWERS.contains(last);
      open = more ? whole : "";
      if (!more) {
        parts.add(whole);
      }
    }
    return parts;
  }

  /** Whether the packet has the header that the key reads: without it no comparison holds. */
  static Match present(String key) {
    String header = key.substring(0, Math.max(0, key.indexOf(' ')));
    return switch (header) {
      case "tcp", "udp", "icmp", "icmpv6", "sctp", "udplite", "esp", "ah" ->
          Match.of(packet -> packet.protocol().equals(header));
      case "th" -> Match.of(packet -> packet.destinationPort() >= 0);
      case "ip" -> Match.of(packet -> packet.source().version() == 4);
      case "ip6" -> Match.of(packet -> packet.source().version() == 6);
      case "ct" ->
          key.equals("ct state") ? Match.ALWAYS : Match.of(packet -> packet.tracking().tracked());
      default -> Match.ALWAYS;
    };
  }

  /** The packets that have this value; empty if key or value is not understood. */
  static Optional<Match> equal(String key, String value) {
    return switch (key) {
      case "iifname", "iif", "meta iifname", "meta iif" ->
          Optional.of(Fields.device(value, '*', PacketHeader::inDevice));
      case "oifname", "oif", "meta oifname", "meta oif" ->
          Optional.of(Fields.device(value, '*', PacketHeader::outDevice));
      // Of a frame the bridge stands where the port of a packet does.
      case "meta ibrname", "ibrname" ->
          Optional.of(Fields.device(value, '*', packet -> packet.devices().inPort()));
      case "meta obrname", "obrname" ->
          Optional.of(Fields.device(value, '*', packet -> packet.devices().outPort()));
      case "ip saddr", "ip6 saddr" -> Fields.address(value, true);
      case "ip daddr", "ip6 daddr" -> Fields.address(value, false);
      case "ct original ip saddr", "ct original saddr" ->
          Fields.addresses(value)
              .map(r -> Match.of(p -> r.contains(p.tracking().originalSource())));
      case "ct original ip daddr", "ct original daddr" ->
          Fields.addresses(value)
              .map(r -> Match.of(p -> r.contains(p.tracking().originalDestination())));
      case "ct original proto-dst" ->
          Fields.ports(List.of(value), packet -> packet.tracking().originalPort());
      case "ct state" -> Optional.of(Fields.states(List.of(value)));
      case "ct status" -> Fields.status(List.of(value));
      case "ct direction" ->
          Optional.of(
              Match.of(p -> p.tracking().reply() == (value.equals("reply") || value.equals("1"))));
      case "meta l4proto", "l4proto", "ip protocol", "ip6 nexthdr" ->
          Optional.of(Fields.protocol(value));
      case "meta nfproto", "nfproto" -> version(value.equals("ipv4"), value.equals("ipv6"));
      case "meta protocol", "protocol", "ether type" ->
          version(value.equals("ip"), value.equals("ip6"));
      case "icmp type" -> IcmpTypes.match(value, false);
      case "icmpv6 type" -> IcmpTypes.match(value, true);
      case "meta pkttype", "pkttype" ->
          Optional.of(Match.of(p -> value.equals("host") || value.equals("unicast")));
      case "ether saddr" -> Optional.of(mac(value));
      case "meta skuid", "meta skgid", "skuid", "skgid" ->
          Optional.of((packet, host) -> packet.fromHere() ? Truth.MAYBE : Truth.NO);
      case "th dport", "tcp dport", "udp dport", "sctp dport" ->
          Fields.ports(List.of(value), PacketHeader::destinationPort);
      case "th sport", "tcp sport", "udp sport", "sctp sport" ->
          Fields.ports(List.of(value), PacketHeader::sourcePort);
      default -> other(key, value);
    };
  }

  private static Optional<Match> version(boolean four, boolean six) {
    return Optional.of(Match.of(packet -> packet.source().version() == 4 ? four : six));
  }

  private static Match mac(String value) {
    return (packet, host) ->
        packet.inDevice().isEmpty() || packet.inDevice().equals("lo")
            ? Truth.NO
            : packet.traits().mac().isEmpty()
                ? Truth.MAYBE
                : Truth.of(packet.traits().mac().equalsIgnoreCase(value));
  }

  private static Optional<Match> other(String key, String value) {
    if (key.startsWith("numgen random ") || key.startsWith("jhash ")) {
      return Optional.of(key.matches(".* mod 1") ? Match.ALWAYS : Match.CHANCE);
    }
    if (key.startsWith("numgen inc ")) {
      return Optional.of(Match.CHANCE);
    }
    if (key.startsWith("fib ")) {
      return route(key, value);
    }
    Optional<ToLongFunction<PacketHeader>> number = number(key);
    Optional<long[]> ends = range(key, value);
    return number.isPresent() && ends.isPresent()
        ? Optional.of(
            Match.of(number.get(), actual -> actual >= ends.get()[0] && actual <= ends.get()[1]))
        : Optional.empty();
  }

  private static Optional<long[]> range(String key, String value) {
    boolean named = key.equals("icmp code") && IcmpTypes.code(value).isPresent();
    int dash = named ? -1 : value.indexOf('-');
    Optional<Long> low = literal(key, dash < 0 ? value : value.substring(0, dash));
    Optional<Long> high = dash < 0 ? low : literal(key, value.substring(dash + 1));
    return low.isPresent() && high.isPresent()
        ? Optional.of(new long[] {low.get(), high.get()})
        : Optional.empty();
  }

  /** A value as a number. */
  static Optional<Long> literal(String key, String value) {
    if (key.startsWith("tcp flags")) {
      int flags = Fields.flags(value);
      return flags < 0 ? Fields.number(value) : Optional.of((long) flags);
    }
    if (key.endsWith(" dscp")) {
      Integer named = CLASSES.get(value.toLowerCase(Locale.ROOT));
      return named == null ? Fields.number(value) : Optional.of((long) named);
    }
    if (key.endsWith("port")) {
      int[] port = Fields.range(value);
      return port == null ? Optional.empty() : Optional.of((long) port[0]);
    }
    if (key.equals("icmp code")) {
      return IcmpTypes.code(value).or(() -> Fields.number(value));
    }
    return Fields.number(value);
  }

  /** Keys that are numbers: what may be masked, and compared by size. */
  static Optional<ToLongFunction<PacketHeader>> number(String key) {
    return switch (key) {
      case "meta mark", "mark" -> Optional.of(PacketHeader::mark);
      case "ct mark" -> Optional.of(packet -> packet.tracking().mark());
      case "tcp flags" -> Optional.of(packet -> packet.transport().flags());
      case "ip ttl", "ip6 hoplimit" -> Optional.of(packet -> packet.traits().ttl());
      case "ip length", "meta length" -> Optional.of(packet -> packet.traits().length());
      case "ip dscp", "ip6 dscp" -> Optional.of(packet -> packet.traits().tos() >> 2);
      case "ip version", "ip6 version" -> Optional.of(packet -> packet.source().version());
      case "icmp code", "icmpv6 code" -> Optional.of(packet -> packet.transport().icmpCode());
      case "tcp dport", "udp dport", "th dport" -> Optional.of(PacketHeader::destinationPort);
      case "tcp sport", "udp sport", "th sport" -> Optional.of(PacketHeader::sourcePort);
      case "udp length" -> Optional.of(packet -> packet.traits().length() - 20);
      default -> Optional.empty();
    };
  }

  /** {@code fib daddr type local}, {@code fib saddr . mark . iif oif missing}. */
  private static Optional<Match> route(String key, String value) {
    boolean source = key.startsWith("fib saddr");
    boolean byDevice = key.contains(" . iif ");
    if (key.endsWith(" type")) {
      return byDevice ? Optional.empty() : Fields.addressType(List.of(value), source);
    }
    boolean missing = value.equals("missing") || value.equals("0");
    boolean exists = value.equals("exists") || value.equals("1");
    if (!source || !(missing || exists) || key.endsWith("oifname")) {
      return Optional.empty();
    }
    return Optional.of(
        Fields.reversePath(!byDevice, key.contains(" . mark "), true).negatedIf(missing));
  }
}
