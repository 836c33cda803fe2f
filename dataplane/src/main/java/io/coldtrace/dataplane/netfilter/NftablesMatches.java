package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.netfilter.NftMatch;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the comparisons of native nftables rules mean (nft(8)). */
final class NftablesMatches {
  private NftablesMatches() {}

  /** The condition that a comparison stands for; one that is not understood may hold. */
  static Match of(NftMatch match) {
    boolean negated = match.operator().equals("!=");
    boolean simple = negated || match.operator().equals("==") || match.operator().equals("&");
    boolean namedSet = match.values().stream().anyMatch(value -> value.startsWith("@"));
    if (!simple || namedSet) {
      return Match.UNKNOWN;
    }
    Optional<Ip> exact =
        negated || match.operator().equals("&") || match.values().size() != 1
            ? Optional.empty()
            : Ip.parse(match.values().get(0)).filter(ip -> match.key().equals("ip daddr"));
    if (exact.isPresent()) {
      return new ExactDestination(exact.get());
    }
    return understood(match.key(), match.values())
        .map(found -> found.negatedIf(negated))
        .map(found -> protocol(match.key()).and(found))
        .orElse(Match.UNKNOWN);
  }

  /** A comparison of a header's field, negated or not, is met only by packets with that header. */
  private static Match protocol(String key) {
    String header = key.substring(0, Math.max(0, key.indexOf(' ')));
    return switch (header) {
      case "tcp", "udp", "icmp" -> Match.of(packet -> packet.protocol().equals(header));
      case "th" -> Match.of(packet -> packet.destinationPort() >= 0);
      case "ip6", "icmpv6" -> Match.of(packet -> false);
      default -> Match.ALWAYS;
    };
  }

  private static Optional<Match> understood(String key, List<String> values) {
    return switch (key) {
      case "iifname", "iif" -> Optional.of(devices(values, PacketHeader::inDevice));
      case "oifname", "oif" -> Optional.of(devices(values, PacketHeader::outDevice));
      case "ip saddr" -> addresses(values, PacketHeader::source);
      case "ip daddr" -> addresses(values, PacketHeader::destination);
      case "ip6 saddr", "ip6 daddr", "icmpv6 type", "ip6 nexthdr" -> Optional.of(Match.ALWAYS);
      case "ct state" -> Optional.of(IptablesMatches.states(String.join(",", values)));
      case "ct status" ->
          values.equals(List.of("dnat"))
              ? Optional.of(Match.of(PacketHeader::destinationChanged))
              : Optional.empty();
      case "meta l4proto", "ip protocol" ->
          Optional.of(Match.of(packet -> values.contains(packet.protocol())));
      case "meta nfproto" -> Optional.of(Match.of(packet -> values.contains("ipv4")));
      case "meta mark", "mark" -> mark(values);
      case "tcp dport", "udp dport", "th dport", "tcp sport", "udp sport", "th sport" ->
          IptablesMatches.ports(String.join(",", values), key.endsWith("sport"));
      case "icmp type" -> icmpTypes(values);
      case "fib daddr type", "fib saddr type" -> addressType(key.equals("fib saddr type"), values);
      default -> Optional.empty();
    };
  }

  private static Match devices(List<String> names, Function<PacketHeader, String> side) {
    return (packet, host) ->
        Truth.of(
            names.stream()
                .anyMatch(
                    name ->
                        IptablesMatches.device(name.replace('*', '+'), side).test(packet, host)
                            == Truth.YES));
  }

  private static Optional<Match> addresses(List<String> values, Function<PacketHeader, Ip> side) {
    List<Optional<Cidr>> networks = values.stream().map(Cidr::parse).toList();
    if (networks.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        Match.of(
            packet ->
                networks.stream().anyMatch(network -> network.get().contains(side.apply(packet)))));
  }

  private static Optional<Match> mark(List<String> values) {
    try {
      List<Long> marks = values.stream().map(Long::decode).collect(Collectors.toList());
      return Optional.of(
          (packet, host) ->
              marks.stream()
                  .map(mark -> packet.hasMark(mark, 0xFFFF_FFFFL))
                  .reduce(Truth.NO, Truth::or));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Match> icmpTypes(List<String> values) {
    List<Integer> types = values.stream().map(IptablesMatches::icmpNumber).toList();
    return types.contains(-1)
        ? Optional.empty()
        : Optional.of(Match.of(packet -> types.contains(packet.icmpType())));
  }

  private static Optional<Match> addressType(boolean source, List<String> values) {
    if (!values.equals(List.of("local"))) {
      return Optional.empty();
    }
    return Optional.of(
        (packet, host) -> Truth.of(host.isLocal(source ? packet.source() : packet.destination())));
  }
}
