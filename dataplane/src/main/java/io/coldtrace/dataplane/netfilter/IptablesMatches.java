package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.netfilter.RuleOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What the options of iptables' matches mean (iptables(8), iptables-extensions(8)). */
final class IptablesMatches {
  /** Modules that limit how often a rule matches, or only count: a single packet passes. */
  private static final Set<String> PASSING =
      Set.of("limit", "hashlimit", "comment", "nfacct", "quota");

  /** ICMP type names that iptables-save may print, with their numbers (RFC 792). */
  private static final Map<String, Integer> ICMP_TYPES =
      Map.of(
          "echo-reply",
          0,
          "destination-unreachable",
          3,
          "echo-request",
          8,
          "time-exceeded",
          11,
          "any",
          255);

  private IptablesMatches() {}

  /** The condition that one option stands for; one that is not understood may hold. */
  static Match of(RuleOption option) {
    if (option.name().isEmpty()) {
      return Match.ALWAYS;
    }
    if (PASSING.contains(option.module())) {
      // Above a rate, over a quota: where the first packet never is.
      return Match.of(packet -> !option.negated() && !option.name().endsWith("-above"));
    }
    if (option.module().equals("statistic")) {
      // Of its options one is enough; negated, it is no less by chance.
      return option.name().equals("--mode") ? Match.CHANCE : Match.ALWAYS;
    }
    return understood(option).map(match -> match.negatedIf(option.negated())).orElse(Match.UNKNOWN);
  }

  private static Optional<Match> understood(RuleOption option) {
    String argument = option.argument();
    return switch (option.name()) {
      case "-s" -> address(argument, true);
      case "-d" -> address(argument, false);
      case "-i" -> Optional.of(device(argument, PacketHeader::inDevice));
      case "-o" -> Optional.of(device(argument, PacketHeader::outDevice));
      case "-p" -> Optional.of(protocol(argument));
      // Fragments but the first: the walks send none.
      case "-f" -> Optional.of((packet, host) -> Truth.NO);
      case "--sport", "--source-port" -> ports(argument, true);
      case "--dport", "--destination-port" -> ports(argument, false);
      case "--sports", "--source-ports" -> ports(argument, true);
      case "--dports", "--destination-ports" -> ports(argument, false);
      case "--ctstate" -> Optional.of(states(argument));
      case "--state" -> Optional.of(states(argument));
      case "--mark" -> option.module().equals("mark") ? mark(argument) : Optional.empty();
      case "--dst-type" -> addressType(argument, false);
      case "--src-type" -> addressType(argument, true);
      case "--icmp-type" -> icmpType(argument);
      case "--tcp-flags" -> tcpFlags(option.arguments());
      case "--syn" -> Optional.of(Match.of(packet -> packet.state() == ConnectionState.NEW));
      case "--physdev-is-bridged", "--physdev-in", "--physdev-out" -> physdev(option.name());
      default -> Optional.empty();
    };
  }

  private static Optional<Match> address(String text, boolean source) {
    Optional<Cidr> network = Cidr.parse(text);
    if (!source && network.map(one -> one.prefix() == one.address().bits()).orElse(false)) {
      return network.map(one -> new ExactDestination(one.address()));
    }
    return network.map(
        cidr -> Match.of(packet -> cidr.contains(source ? packet.source() : packet.destination())));
  }

  /** A name, or with {@code +} at its end all names that begin so; {@code +} alone is any. */
  static Match device(String name, Function<PacketHeader, String> side) {
    if (name.endsWith("+")) {
      String prefix = name.substring(0, name.length() - 1);
      return Match.of(packet -> side.apply(packet).startsWith(prefix));
    }
    return Match.of(packet -> side.apply(packet).equals(name));
  }

  private static Match protocol(String name) {
    String wanted =
        switch (name.toLowerCase(Locale.ROOT)) {
          case "all", "0" -> "";
          case "1" -> "icmp";
          case "6" -> "tcp";
          case "17" -> "udp";
          default -> name.toLowerCase(Locale.ROOT);
        };
    return wanted.isEmpty() ? Match.ALWAYS : Match.of(packet -> packet.protocol().equals(wanted));
  }

  /**
   * What the kernel takes for a client's port where nobody chose one: {@code ip_local_port_range}
   * as it is by default (Linux, ip-sysctl.rst).
   */
  private static final int[] EPHEMERAL = {32768, 60999};

  /** A list of ports and of ranges {@code 1024:65535}; a client's port may be any ephemeral one. */
  static Optional<Match> ports(String text, boolean source) {
    List<int[]> ranges = Arrays.stream(text.split(",")).map(IptablesMatches::range).toList();
    if (ranges.contains(null)) {
      return Optional.empty();
    }
    ToIntFunction<PacketHeader> side =
        source ? PacketHeader::sourcePort : PacketHeader::destinationPort;
    return Optional.of(
        (packet, host) -> {
          int port = side.applyAsInt(packet);
          if (port == 0) {
            boolean all =
                ranges.stream()
                    .anyMatch(range -> range[0] <= EPHEMERAL[0] && range[1] >= EPHEMERAL[1]);
            boolean none =
                ranges.stream()
                    .allMatch(range -> range[1] < EPHEMERAL[0] || range[0] > EPHEMERAL[1]);
            return all ? Truth.YES : none ? Truth.NO : Truth.MAYBE;
          }
          return Truth.of(ranges.stream().anyMatch(range -> port >= range[0] && port <= range[1]));
        });
  }

  private static int[] range(String text) {
    String[] ends = text.split("[:-]", -1);
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
  static Match states(String text) {
    Set<String> wanted = Set.copyOf(Arrays.asList(text.toUpperCase(Locale.ROOT).split(",")));
    return (packet, host) -> {
      boolean holds =
          wanted.contains(packet.state().name())
              || (wanted.contains("DNAT") && packet.destinationChanged());
      return wanted.contains("SNAT") && !holds ? Truth.MAYBE : Truth.of(holds);
    };
  }

  /**
   * {@code --tcp-flags FIN,SYN,RST,ACK SYN}: of these flags exactly those are set. The first packet
   * of a flow is a SYN, its answer a SYN with ACK, all later ones have ACK.
   */
  private static Optional<Match> tcpFlags(List<String> arguments) {
    if (arguments.size() != 2) {
      return Optional.empty();
    }
    Set<String> asked = Set.copyOf(Arrays.asList(arguments.get(0).split(",")));
    Set<String> set = new HashSet<>(Arrays.asList(arguments.get(1).split(",")));
    set.remove("NONE");
    return Optional.of(
        (packet, host) -> {
          if (packet.state() == ConnectionState.NEW) {
            return Truth.of(onlyAsked(Set.of("SYN"), asked).equals(set));
          }
          boolean answer = onlyAsked(Set.of("SYN", "ACK"), asked).equals(set);
          boolean later = onlyAsked(Set.of("ACK"), asked).equals(set);
          return answer == later ? Truth.of(answer) : Truth.MAYBE;
        });
  }

  private static Set<String> onlyAsked(Set<String> flags, Set<String> asked) {
    return flags.stream().filter(asked::contains).collect(Collectors.toSet());
  }

  private static Optional<Match> mark(String text) {
    String[] parts = text.split("/", 2);
    try {
      long value = Long.decode(parts[0]);
      long mask = parts.length > 1 ? Long.decode(parts[1]) : 0xFFFF_FFFFL;
      return Optional.of((packet, host) -> packet.hasMark(value, mask));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Match> addressType(String text, boolean source) {
    Function<PacketHeader, io.coldtrace.facts.Ip> side =
        source ? PacketHeader::source : PacketHeader::destination;
    return switch (text) {
      case "LOCAL" -> Optional.of((packet, host) -> Truth.of(host.isLocal(side.apply(packet))));
      case "UNICAST" -> Optional.of((packet, host) -> Truth.of(!host.isLocal(side.apply(packet))));
      case "BROADCAST", "MULTICAST", "ANYCAST" -> Optional.of((packet, host) -> Truth.NO);
      default -> Optional.empty();
    };
  }

  private static Optional<Match> icmpType(String text) {
    int number = icmpNumber(text.split("/", 2)[0]);
    return number < 0
        ? Optional.empty()
        : Optional.of(Match.of(packet -> number == 255 || packet.icmpType() == number));
  }

  /** The number of an ICMP type that is given by number or name; -1 if the name is not known. */
  static int icmpNumber(String type) {
    return type.matches("[0-9]{1,3}") ? Integer.parseInt(type) : ICMP_TYPES.getOrDefault(type, -1);
  }

  /** The walks route every packet; only a bridged one has bridge ports that matter. */
  private static Optional<Match> physdev(String name) {
    return name.equals("--physdev-is-bridged")
        ? Optional.of((packet, host) -> Truth.NO)
        : Optional.empty();
  }
}
