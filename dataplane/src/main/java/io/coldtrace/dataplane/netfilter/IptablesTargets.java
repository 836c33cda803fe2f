package io.coldtrace.dataplane.netfilter;

import io.coldtrace.dataplane.netfilter.Translation.Kind;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.RuleOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What iptables' targets do to a packet (iptables-extensions(8)). */
final class IptablesTargets {
  private static final long ALL = 0xFFFF_FFFFL;

  private static final Set<String> PASSING =
      Set.of(
          "LOG",
          "NFLOG",
          "ULOG",
          "TRACE",
          "TCPMSS",
          "CHECKSUM",
          "CLASSIFY",
          "SECMARK",
          "CONNSECMARK",
          "AUDIT",
          "SET",
          "TCPOPTSTRIP",
          "IDLETIMER",
          "RATEEST",
          "LED",
          "TEE",
          "ECN",
          "HMARK");

  private static final Set<String> OPEN =
      Set.of(
          "NFQUEUE",
          "QUEUE",
          "TPROXY",
          "SYNPROXY",
          "TARPIT",
          "CHAOS",
          "DELUDE",
          "STEAL",
          "CLUSTERIP");

  private final IptablesRule rule;

  private IptablesTargets(IptablesRule rule) {
    this.rule = rule;
  }

  static Action action(IptablesRule rule) {
    return new IptablesTargets(rule).action();
  }

  static List<Effect> effects(IptablesRule rule) {
    return new IptablesTargets(rule).effect().map(List::of).orElse(List.of());
  }

  private Action action() {
    String target = rule.target();
    if (rule.goesTo()) {
      return Action.of(Action.Kind.GOTO, target);
    }
    return switch (target) {
      case "" -> Action.CONTINUE;
      case "ACCEPT" -> Action.ACCEPT;
      case "DROP" -> Action.DROP;
      case "REJECT" -> Action.of(Action.Kind.REJECT, option("--reject-with").orElse(""));
      case "RETURN" -> Action.RETURN;
      case "DNAT" -> translate(Translation.of(Kind.DESTINATION, text("--to-destination")));
      case "SNAT" -> translate(Translation.of(Kind.SOURCE, text("--to-source")).map(this::drawing));
      case "REDIRECT" -> Action.translate(Translation.toPorts(Kind.REDIRECT, text("--to-ports")));
      case "MASQUERADE" ->
          Action.translate(drawing(Translation.toPorts(Kind.MASQUERADE, text("--to-ports"))));
      case "NETMAP" -> translate(Translation.toNetwork(text("--to")));
      // iptables' own effects: the packet goes on in the same chain.
      case "MARK", "CONNMARK", "NOTRACK", "CT", "TTL", "HL", "DSCP", "TOS" -> Action.CONTINUE;
      default ->
          PASSING.contains(target)
              ? Action.CONTINUE
              : OPEN.contains(target) ? Action.UNKNOWN : Action.of(Action.Kind.JUMP, target);
    };
  }

  private Translation drawing(Translation translation) {
    boolean random = option("--random").isPresent() || option("--random-fully").isPresent();
    return random ? translation.drawing() : translation;
  }

  private static Action translate(Optional<Translation> translation) {
    return translation.map(Action::translate).orElse(Action.UNKNOWN);
  }

  private Optional<Effect> effect() {
    return switch (rule.target()) {
      case "MARK" ->
          Optional.of(
              mark()
                  .<Effect>map(change -> packet -> packet.marked(change.of(packet.mark())))
                  .orElse(packet -> packet.marked(PacketHeader.OPEN)));
      case "HMARK" -> Optional.of(packet -> packet.marked(PacketHeader.OPEN));
      case "CONNMARK" -> connectionMark();
      case "NOTRACK" -> Optional.of(IptablesTargets::untracked);
      case "CT" ->
          option("--notrack").isPresent()
              ? Optional.of(IptablesTargets::untracked)
              : Optional.empty();
      case "TTL", "HL" -> timeToLive();
      case "DSCP" -> Fields.number(text("--set-dscp")).map(IptablesTargets::dscp);
      case "TOS" -> Fields.masked(text("--set-tos")).map(this::tos);
      default -> Optional.empty();
    };
  }

  /** What becomes of a mark: the bits of {@code clear} go, those of {@code flip} change. */
  private record MarkChange(long clear, long flip) {
    long of(long mark) {
      if (mark == PacketHeader.OPEN) {
        return clear == ALL ? flip : mark;
      }
      return ((mark & ~clear) ^ flip) & ALL;
    }
  }

  private Optional<MarkChange> mark() {
    for (RuleOption option : rule.targetOptions()) {
      Optional<long[]> value = Fields.masked(option.argument());
      if (value.isEmpty()) {
        continue;
      }
      long v = value.get()[0];
      long mask = value.get()[1];
      Optional<MarkChange> change =
          switch (option.name()) {
            case "--set-xmark" -> Optional.of(new MarkChange(mask, v));
            case "--set-mark" -> Optional.of(new MarkChange(mask | v, v));
            case "--or-mark" -> Optional.of(new MarkChange(v, v));
            case "--xor-mark" -> Optional.of(new MarkChange(0, v));
            case "--and-mark" -> Optional.of(new MarkChange(~v & ALL, 0));
            default -> Optional.empty();
          };
      if (change.isPresent()) {
        return change;
      }
    }
    return Optional.empty();
  }

  private Optional<Effect> connectionMark() {
    Optional<MarkChange> set = mark();
    if (set.isPresent()) {
      return Optional.of(packet -> connection(packet, set.get().of(packet.tracking().mark())));
    }
    long both = number("--mask").orElse(ALL);
    long packetMask = number("--nfmask").orElse(both);
    long connectionMask = number("--ctmask").orElse(both);
    if (option("--save-mark").isPresent()) {
      return Optional.of(
          packet -> {
            long old = packet.tracking().mark();
            return connection(packet, merged(old, connectionMask, packet.mark(), packetMask));
          });
    }
    if (option("--restore-mark").isPresent()) {
      return Optional.of(
          packet ->
              packet.tracking().tracked()
                  ? packet.marked(
                      merged(packet.mark(), packetMask, packet.tracking().mark(), connectionMask))
                  : packet);
    }
    return Optional.empty();
  }

  /** A mark whose bits under one mask make room for those of another mark under its own. */
  private static long merged(long mark, long room, long other, long taken) {
    return mark == PacketHeader.OPEN || other == PacketHeader.OPEN
        ? PacketHeader.OPEN
        : (mark & ~room) ^ (other & taken);
  }

  private static PacketHeader connection(PacketHeader packet, long mark) {
    return packet.tracking().tracked() ? packet.tracked(packet.tracking().marked(mark)) : packet;
  }

  static PacketHeader untracked(PacketHeader packet) {
    return packet.tracking().tracked()
        ? packet
        : packet.tracked(PacketHeader.Tracking.none(ConnectionState.UNTRACKED));
  }

  private Optional<Effect> timeToLive() {
    String prefix = rule.target().equals("TTL") ? "--ttl-" : "--hl-";
    Optional<Long> set = number(prefix + "set");
    Optional<Long> less = number(prefix + "dec");
    Optional<Long> more = number(prefix + "inc");
    return set.or(() -> less).or(() -> more).isEmpty()
        ? Optional.empty()
        : Optional.of(
            packet -> {
              int old = packet.traits().ttl();
              long now = set.orElse(old - less.orElse(0L) + more.orElse(0L));
              int ttl = (int) Math.max(0, Math.min(255, now));
              return packet.with(packet.traits().hop(ttl, packet.traits().tos()));
            });
  }

  private static Effect dscp(long value) {
    return packet ->
        packet.with(
            packet
                .traits()
                .hop(packet.traits().ttl(), (int) value << 2 | (packet.traits().tos() & 3)));
  }

  private Effect tos(long[] value) {
    long mask = text("--set-tos").contains("/") ? value[1] : 0xFF;
    return packet ->
        packet.with(
            packet
                .traits()
                .hop(packet.traits().ttl(), (int) ((packet.traits().tos() & ~mask) ^ value[0])));
  }

  private Optional<Long> number(String name) {
    return option(name).flatMap(Fields::number);
  }

  private String text(String name) {
    return option(name).orElse("");
  }

  private Optional<String> option(String name) {
    return rule.targetOptions().stream()
        .filter(option -> option.name().equals(name))
        .map(RuleOption::argument)
        .findFirst();
  }
}
