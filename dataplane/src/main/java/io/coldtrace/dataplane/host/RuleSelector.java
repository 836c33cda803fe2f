package io.coldtrace.dataplane.host;

import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.netfilter.Truth;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import java.util.Optional;

/**
 * Which packets a routing rule is for: {@code not from 10.0.0.0/16 fwmark 0x200/0xf00 iif eth0}.
 */
final class RuleSelector {
  private final String[] words;

  RuleSelector(String selector) {
    words = selector.replaceAll("\\[[a-z]*]", "").trim().split(" +", -1);
  }

  /** Whether the rule is for such a packet; maybe where a word is not understood. */
  Truth test(RouteQuery query) {
    Truth all = Truth.YES;
    boolean not = false;
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals("not")) {
        not = true;
        continue;
      }
      String value = i + 1 < words.length ? words[++i] : "";
      all = all.and(word(words[i - 1], value, query));
    }
    return not ? all.not() : all;
  }

  private static Truth word(String key, String value, RouteQuery query) {
    return switch (key) {
      case "from" -> Truth.of(value.equals("all") || in(value, query.source()));
      case "to" -> Truth.of(in(value, Optional.of(query.destination())));
      case "iif" -> Truth.of(value.equals(query.inDevice()));
      case "oif" -> Truth.of(value.equals(query.outDevice()));
      case "fwmark" -> mark(value, query.mark());
      case "tos", "dsfield" ->
          number(value).map(t -> Truth.of(t == query.tos())).orElse(Truth.MAYBE);
      case "ipproto" ->
          query.protocol().isEmpty() ? Truth.NO : Truth.of(value.equals(query.protocol()));
      case "sport" -> port(value, query.sourcePort());
      case "dport" -> port(value, query.destinationPort());
      default -> Truth.MAYBE;
    };
  }

  private static boolean in(String network, Optional<Ip> address) {
    return address
        .map(ip -> Cidr.parse(network).map(cidr -> cidr.contains(ip)).orElse(false))
        .orElse(false);
  }

  private static Truth mark(String value, long mark) {
    String[] parts = value.split("/", 2);
    Optional<Long> wanted = number(parts[0]);
    Optional<Long> mask = parts.length > 1 ? number(parts[1]) : Optional.of(0xFFFF_FFFFL);
    return wanted.isEmpty() || mask.isEmpty() || mark == PacketHeader.OPEN
        ? Truth.MAYBE
        : Truth.of(((mark ^ wanted.get()) & mask.get()) == 0);
  }

  private static Truth port(String value, int port) {
    if (!value.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
      return Truth.MAYBE;
    }
    String[] ends = value.split("-", 2);
    return Truth.of(
        port >= Integer.parseInt(ends[0]) && port <= Integer.parseInt(ends[ends.length - 1]));
  }

  private static Optional<Long> number(String text) {
    return text.matches("0x[0-9a-fA-F]{1,8}|[0-9]{1,10}")
        ? Optional.of(Long.decode(text.matches("0[0-9]+") ? text.replaceFirst("^0+", "") : text))
        : Optional.empty();
  }
}
