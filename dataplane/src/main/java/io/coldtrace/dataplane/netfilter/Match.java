package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Ip;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

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

  /** The one destination of whose packets it may hold; empty if there are others. */
  default Optional<Ip> destination() {
    return Optional.empty();
  }

  /** The opposite condition. */
  default Match not() {
    return (packet, host) -> test(packet, host).not();
  }

  /** Both conditions; where this one fails, the other is not asked. */
  default Match and(Match other) {
    return new BothMatches(this, other);
  }

  /** This condition or its opposite. */
  default Match negatedIf(boolean negated) {
    return negated ? not() : this;
  }

  /** A condition on the packet alone that is either met or not. */
  static Match of(Predicate<PacketHeader> predicate) {
    return (packet, host) -> Truth.of(predicate.test(packet));
  }

  /** A condition on a number, which may not be known. */
  static Match of(ToLongFunction<PacketHeader> number, LongPredicate predicate) {
    return (packet, host) -> {
      long value = number.applyAsLong(packet);
      return value == PacketHeader.OPEN ? Truth.MAYBE : Truth.of(predicate.test(value));
    };
  }

  /** One of the conditions holds. */
  static Match any(List<Match> matches) {
    return new AnyMatch(matches);
  }
}
