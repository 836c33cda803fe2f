package io.coldtrace.dataplane.netfilter;

import java.util.List;
import java.util.function.Predicate;

/** One condition of a rule. */
@FunctionalInterface
interface Match {
  /** A condition that is not understood. */
  Match UNKNOWN = (packet, host) -> Truth.MAYBE;

  /** A condition that holds at random. */
  Match CHANCE = (packet, host) -> Truth.CHANCE;

  /** A condition that always holds. */
  Match ALWAYS = (packet, host) -> Truth.YES;

  /** A condition that never holds. */
  Match NEVER = (packet, host) -> Truth.NO;

  /** Whether it holds for this packet on this host. */
  Truth test(PacketHeader packet, LocalAddresses host);

  /** The opposite condition. */
  default Match not() {
    return (packet, host) -> test(packet, host).not();
  }

  /** Both conditions; where this one fails, the other is not asked. */
  default Match and(Match other) {
    return (packet, host) -> {
      Truth first = test(packet, host);
      return first == Truth.NO ? first : first.and(other.test(packet, host));
    };
  }

  /** This condition or its opposite. */
  default Match negatedIf(boolean negated) {
    return negated ? not() : this;
  }

  /** A condition on the packet alone that is either met or not. */
  static Match of(Predicate<PacketHeader> predicate) {
    return (packet, host) -> Truth.of(predicate.test(packet));
  }

  /** One of the conditions holds. */
  static Match any(List<Match> matches) {
    return (packet, host) -> {
      Truth any = Truth.NO;
      for (Match match : matches) {
        any = any.or(match.test(packet, host));
        if (any == Truth.YES) {
          return any;
        }
      }
      return any;
    };
  }
}
