package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.netfilter.IpSet;
import io.coldtrace.facts.netfilter.IpSetEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The host's ipsets, as {@code -m set} asks them (ipset(8)). */
final class IpSets {
  private final Map<String, IpSet> sets = new HashMap<>();
  private final Map<String, List<IpSetEntry>> entries = new HashMap<>();

  IpSets(Collection<IpSet> sets, Collection<IpSetEntry> entries) {
    sets.forEach(set -> this.sets.put(set.name(), set));
    entries.forEach(
        entry -> this.entries.computeIfAbsent(entry.set(), name -> new ArrayList<>()).add(entry));
  }

  /**
   * An element of a set.
   *
   * @param width how many addresses it holds, as bits: the narrowest decides
   * @param contained false for {@code nomatch}
   */
  private record Element(List<Match> parts, int width, boolean contained) {
    Truth test(PacketHeader packet, LocalAddresses host) {
      Truth all = Truth.YES;
      for (Match part : parts) {
        all = all.and(part.test(packet, host));
      }
      return all;
    }
  }

  /** Packets of which the set holds what the directions ({@code src,dst}) name. */
  Optional<Match> match(String name, List<String> arguments) {
    IpSet set = sets.get(name);
    if (set == null || !set.complete() || arguments.size() < 2) {
      return Optional.empty();
    }
    String[] directions = arguments.get(1).split(",", -1);
    if (set.type().equals("list:set")) {
      return members(name, arguments);
    }
    String[] kinds = set.type().substring(set.type().indexOf(':') + 1).split(",", -1);
    if (directions.length < kinds.length) {
      return Optional.of(Match.NEVER);
    }
    List<Element> elements = new ArrayList<>();
    for (IpSetEntry entry : entries.getOrDefault(name, List.of())) {
      Optional<Element> element = element(entry, kinds, directions);
      if (element.isEmpty()) {
        return Optional.empty();
      }
      elements.add(element.get());
    }
    elements.sort((a, b) -> Integer.compare(a.width(), b.width()));
    return Optional.of((packet, host) -> narrowest(elements, packet, host));
  }

  private static Truth narrowest(List<Element> elements, PacketHeader packet, LocalAddresses host) {
    Truth open = Truth.NO;
    for (Element element : elements) {
      Truth holds = element.test(packet, host);
      if (holds == Truth.YES) {
        return open == Truth.NO ? Truth.of(element.contained()) : open;
      }
      open = open.or(holds);
    }
    return open;
  }

  private Optional<Match> members(String name, List<String> arguments) {
    List<Match> members = new ArrayList<>();
    for (IpSetEntry entry : entries.getOrDefault(name, List.of())) {
      Optional<Match> member = match(entry.element(), arguments);
      if (member.isEmpty()) {
        return Optional.empty();
      }
      members.add(member.get());
    }
    return Optional.of(Match.any(members));
  }

  private static Optional<Element> element(IpSetEntry entry, String[] kinds, String[] directions) {
    String[] parts = entry.element().split(",", -1);
    if (parts.length != kinds.length) {
      return Optional.empty();
    }
    List<Match> matches = new ArrayList<>();
    int width = 0;
    for (int i = 0; i < parts.length; i++) {
      Optional<Match> part = part(kinds[i], parts[i], directions[i].equals("src"));
      if (part.isEmpty()) {
        return Optional.empty();
      }
      matches.add(part.get());
      width += Cidr.parse(parts[i]).map(cidr -> cidr.address().bits() - cidr.prefix()).orElse(0);
    }
    return Optional.of(new Element(matches, width, !entry.options().contains("nomatch")));
  }

  private static Optional<Match> part(String kind, String text, boolean source) {
    return switch (kind) {
      case "ip", "net" -> Fields.address(text, source);
      case "port" -> port(text, source);
      case "mark" ->
          Fields.number(text).map(mark -> Match.of(PacketHeader::mark, actual -> actual == mark));
      case "mac" -> source ? Optional.of(mac(text)) : Optional.empty();
      case "iface" ->
          text.startsWith("physdev:")
              ? Optional.empty()
              : Optional.of(
                  Fields.device(
                      text, '+', source ? PacketHeader::inDevice : PacketHeader::outDevice));
      default -> Optional.empty();
    };
  }

  private static Match mac(String text) {
    return (packet, host) ->
        packet.traits().mac().isEmpty()
            ? Truth.MAYBE
            : Truth.of(packet.traits().mac().equalsIgnoreCase(text));
  }

  /** {@code tcp:80}, {@code udp:53-60}, {@code icmp:8/0} or, in a bitmap, {@code 80}. */
  private static Optional<Match> port(String text, boolean source) {
    int colon = text.indexOf(':');
    String protocol = colon < 0 ? "" : Fields.protocolName(text.substring(0, colon));
    String port = text.substring(colon + 1);
    if (protocol.equals("icmp") || protocol.equals("icmpv6")) {
      return IcmpTypes.match(port, protocol.equals("icmpv6"));
    }
    Match ofProtocol =
        protocol.isEmpty()
            ? Match.of(packet -> List.of("tcp", "udp", "sctp").contains(packet.protocol()))
            : Fields.protocol(protocol);
    return Fields.ports(
            List.of(port), source ? PacketHeader::sourcePort : PacketHeader::destinationPort)
        .map(ofProtocol::and);
  }
}
