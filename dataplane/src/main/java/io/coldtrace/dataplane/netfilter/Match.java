package io.coldtrace.dataplane.netfilter;

/** One condition of a rule. */
@FunctionalInterface
interface Match {
  /** A condition that is not understood. */
  Match UNKNOWN = (packet, host) -> Truth.MAYBE;

  /** A condition that always holds. */
  Match ALWAYS = (packet, host) -> Truth.YES;

  /** A condition that holds for some packets and for others not, as chance has it. */
  Match CHANCE = (packet, host) -> Truth.YES;

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
  static Match of(java.util.function.Predicate<PacketHeader> predicate) {
    return (packet, host) -> Truth.of(predicate.test(packet));
  }
}
