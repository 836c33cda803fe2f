package io.coldtrace.dataplane.netfilter;

import static io.coldtrace.dataplane.netfilter.Fields.list;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.RuleOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** What the options of iptables' matches mean (iptables(8), iptables-extensions(8)). */
final class IptablesMatches {
  /** Modules that limit how often a rule matches, or only count: a single packet passes. */
  private static final Set<String> PASSING =
      Set.of("limit", "hashlimit", "comment", "nfacct", "quota", "connlimit");

  /** Classes of DSCP (RFC 2474, 2597, 3246). */
  private static final Map<String, Integer> CLASSES =
      Map.of("CS0", 0, "BE", 0, "CS1", 8, "CS2", 16, "CS3", 24, "CS4", 32, "CS5", 40, "EF", 46);

  /** Where there is no Ethernet there is no sender, nor anybody but one. */
  private static final Match ETHERNET =
      Match.of(packet -> !packet.inDevice().isEmpty() && !packet.inDevice().equals("lo"));

  private static final Match TRACKED = Match.of(packet -> packet.tracking().tracked());

  private final IptablesRule rule;
  private final IpSets sets;

  private IptablesMatches(IptablesRule rule, IpSets sets) {
    this.rule = rule;
    this.sets = sets;
  }

  /** The rule's conditions; one that is not understood may hold. */
  static List<Match> of(IptablesRule rule, IpSets sets) {
    IptablesMatches matches = new IptablesMatches(rule, sets);
    List<Match> all = new ArrayList<>();
    for (RuleOption option : rule.matches()) {
      Match match = matches.of(option);
      if (match != Match.ALWAYS) {
        all.add(match);
      }
    }
    return all;
  }

  private Match of(RuleOption option) {
    if (option.module().equals("rpfilter")) {
      return reversePath();
    }
    if (option.name().isEmpty()) {
      return Set.of("socket", "ipv6header").contains(option.module())
          ? Match.UNKNOWN
          : Match.ALWAYS;
    }
    if (PASSING.contains(option.module())) {
      // Above a rate, over a quota: where the first packet never is.
      return Match.of(packet -> !option.negated() && !option.name().endsWith("-above"));
    }
    return switch (option.module()) {
      case "statistic" -> statistic(option);
      case "recent" -> recent(option);
      case "owner" -> owner(option);
      case "mac" -> ETHERNET.and(mac(option.argument()).negatedIf(option.negated()));
      case "physdev" -> physicalDevice(option).orElse(Match.UNKNOWN);
      default -> {
        Match match =
            understood(option).map(m -> m.negatedIf(option.negated())).orElse(Match.UNKNOWN);
        // Where there is no connection, what is asked of it does not hold, nor does its opposite.
        yield ofConnection(option) ? TRACKED.and(match) : match;
      }
    };
  }

  private Optional<Match> understood(RuleOption option) {
    String argument = option.argument();
    return switch (option.name()) {
      case "-s" -> Fields.address(argument, true);
      case "-d" -> Fields.address(argument, false);
      case "-i" -> Optional.of(Fields.device(argument, '+', PacketHeader::inDevice));
      case "-o" -> Optional.of(Fields.device(argument, '+', PacketHeader::outDevice));
      case "-p" -> Optional.of(Fields.protocol(argument));
      // Fragments but the first: conntrack has put them together before they come here.
      case "-f" -> Optional.of(Match.NEVER);
      case "--src-range" -> Fields.address(argument, true);
      case "--dst-range" -> Fields.address(argument, false);
      case "--sport", "--source-port", "--sports", "--source-ports" ->
          Fields.ports(list(argument), PacketHeader::sourcePort);
      case "--dport", "--destination-port", "--dports", "--destination-ports" ->
          Fields.ports(list(argument), PacketHeader::destinationPort);
      case "--ports" -> eitherPort(argument);
      case "--icmp-type" -> IcmpTypes.match(argument, false);
      case "--icmpv6-type" -> IcmpTypes.match(argument, true);
      case "--tcp-flags" -> tcpFlags(option.arguments());
      case "--syn" -> tcpFlags(List.of("FIN,SYN,RST,ACK", "SYN"));
      case "--src-type" -> Fields.addressType(list(argument), true);
      case "--dst-type" -> Fields.addressType(list(argument), false);
      case "--match-set" -> sets.match(argument, option.arguments());

      case "--pkt-type" -> Optional.of(Match.of(packet -> argument.equals("unicast")));
      default -> understoodOfModule(option, argument);
    };
  }

  private static Optional<Match> understoodOfModule(RuleOption option, String argument) {
    return switch (option.module()) {
      case "conntrack", "state" -> tracked(option.name(), argument);
      case "mark" -> mark(argument, PacketHeader::mark);
      case "connmark" -> mark(argument, packet -> packet.tracking().mark());
      case "ttl", "hl" ->
          limit(
              option.name().replaceFirst("^--(ttl|hl)-", ""),
              argument,
              packet -> packet.traits().ttl());
      case "length" -> range(argument, packet -> packet.traits().length());
      case "dscp" -> differentiated(option.name(), argument);
      case "tos" -> typeOfService(argument);
      default -> Optional.empty();
    };
  }

  private static Optional<Match> eitherPort(String argument) {
    Optional<Match> from = Fields.ports(list(argument), PacketHeader::sourcePort);
    Optional<Match> to = Fields.ports(list(argument), PacketHeader::destinationPort);
    return from.isPresent() ? Optional.of(Match.any(List.of(from.get(), to.get()))) : from;
  }

  /** {@code --tcp-flags FIN,SYN,RST,ACK SYN}: of these flags exactly those are set. */
  private static Optional<Match> tcpFlags(List<String> arguments) {
    int asked = arguments.size() == 2 ? Fields.flags(arguments.get(0)) : -1;
    int set = arguments.size() == 2 ? Fields.flags(arguments.get(1)) : -1;
    return asked < 0 || set < 0
        ? Optional.empty()
        : Optional.of(Match.of(packet -> (packet.transport().flags() & asked) == set));
  }

  private static Optional<Match> tracked(String name, String argument) {
    return switch (name) {
      case "--ctstate", "--state" -> Optional.of(Fields.states(list(argument)));
      case "--ctstatus" -> Fields.status(list(argument));
      case "--ctproto" -> Optional.of(Fields.protocol(argument));
      case "--ctdir" ->
          Optional.of(Match.of(packet -> packet.tracking().reply() == argument.equals("REPLY")));
      case "--ctorigsrc" -> original(argument, packet -> packet.tracking().originalSource());
      case "--ctorigdst" -> original(argument, packet -> packet.tracking().originalDestination());
      case "--ctorigdstport" ->
          Fields.ports(List.of(argument), packet -> packet.tracking().originalPort());
      default -> Optional.empty();
    };
  }

  private static Optional<Match> original(String argument, Function<PacketHeader, Ip> side) {
    return Fields.addresses(argument)
        .map(range -> Match.of(packet -> range.contains(side.apply(packet))));
  }

  private static boolean ofConnection(RuleOption option) {
    return option.module().equals("connmark")
        || (option.module().equals("conntrack") && !option.name().equals("--ctstate"));
  }

  private static Optional<Match> mark(String text, ToLongFunction<PacketHeader> side) {
    return Fields.masked(text)
        .map(wanted -> Match.of(side, mark -> (mark & wanted[1]) == wanted[0]));
  }

  private static Optional<Match> limit(
      String operator, String argument, ToIntFunction<PacketHeader> side) {
    if (!argument.matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int value = Integer.parseInt(argument);
    return switch (operator) {
      case "eq" -> Optional.of(Match.of(packet -> side.applyAsInt(packet) == value));
      case "lt" -> Optional.of(Match.of(packet -> side.applyAsInt(packet) < value));
      case "gt" -> Optional.of(Match.of(packet -> side.applyAsInt(packet) > value));
      default -> Optional.empty();
    };
  }

  private static Optional<Match> range(String argument, ToIntFunction<PacketHeader> side) {
    int[] ends = Fields.range(argument);
    return ends == null
        ? Optional.empty()
        : Optional.of(
            Match.of(
                packet ->
                    side.applyAsInt(packet) >= ends[0] && side.applyAsInt(packet) <= ends[1]));
  }

  private static Optional<Match> differentiated(String name, String argument) {
    Optional<Integer> value =
        name.equals("--dscp-class")
            ? Optional.ofNullable(CLASSES.get(argument.toUpperCase(Locale.ROOT)))
            : Fields.number(argument).map(Long::intValue);
    return value.map(wanted -> Match.of(packet -> packet.traits().tos() >> 2 == wanted));
  }

  private static Optional<Match> typeOfService(String argument) {
    return Fields.masked(argument)
        .map(
            wanted -> {
              long mask = argument.contains("/") ? wanted[1] : 0xFF;
              return Match.of(packet -> (packet.traits().tos() & mask) == wanted[0]);
            });
  }

  private static Match mac(String argument) {
    return (packet, host) -> {
      String sender = packet.traits().mac();
      return sender.isEmpty() ? Truth.MAYBE : Truth.of(sender.equalsIgnoreCase(argument));
    };
  }

  private static Match statistic(RuleOption option) {
    boolean certain =
        switch (option.name()) {
          case "--probability" -> option.argument().matches("1(\\.0*)?");
          case "--every" -> option.argument().equals("1");
          default -> true;
        };
    if (option.name().equals("--mode") || option.name().equals("--packet")) {
      return Match.ALWAYS;
    }
    return certain ? Match.ALWAYS.negatedIf(option.negated()) : Match.CHANCE;
  }

  /** What it remembers is not collected; in the table nat it chooses the endpoint of last time. */
  private Match recent(RuleOption option) {
    return switch (option.name()) {
      case "--rcheck", "--update", "--remove" ->
          rule.table().equals("nat") ? Match.CHANCE : Match.UNKNOWN;
      default -> Match.ALWAYS;
    };
  }

  /**
   * Packets that no process of the host sent have no owner. The kernel's own echoes have a socket
   * that is nobody's.
   */
  private static Match owner(RuleOption option) {
    boolean socket = option.name().equals("--socket-exists");
    return (packet, host) -> {
      boolean echo = packet.icmpType() == 0 && packet.fromHere();
      return packet.fromHere() && !echo
          ? Truth.MAYBE
          : Truth.of(option.negated() != (echo && socket));
    };
  }

  private static Optional<Match> physicalDevice(RuleOption option) {
    Optional<Match> match =
        switch (option.name()) {
          case "--physdev-is-bridged" -> Optional.of(Match.of(IptablesMatches::bridged));
          case "--physdev-is-in" -> Optional.of(Match.of(p -> !p.devices().inPort().isEmpty()));
          case "--physdev-is-out" -> Optional.of(Match.of(IptablesMatches::bridged));
          case "--physdev-in" ->
              Optional.of(Fields.device(option.argument(), '+', p -> p.devices().inPort()));
          case "--physdev-out" ->
              Optional.of(Fields.device(option.argument(), '+', p -> p.devices().outPort()));
          default -> Optional.empty();
        };
    return match.map(found -> found.negatedIf(option.negated()));
  }

  private static boolean bridged(PacketHeader packet) {
    return !packet.devices().outPort().isEmpty();
  }

  private Match reversePath() {
    Set<String> flags = new HashSet<>();
    rule.matches().stream()
        .filter(option -> option.module().equals("rpfilter"))
        .forEach(option -> flags.add(option.name()));
    return Fields.reversePath(
            flags.contains("--loose"),
            flags.contains("--validmark"),
            flags.contains("--accept-local"))
        .negatedIf(flags.contains("--invert"));
  }
}
