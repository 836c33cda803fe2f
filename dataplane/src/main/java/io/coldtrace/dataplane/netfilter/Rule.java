package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import java.util.List;
import java.util.Optional;

/**
 * A rule, whatever tool wrote it.
 *
 * @param text as written
 * @param effects what it changes, before its action
 */
record Rule(Source source, String text, List<Match> matches, List<Effect> effects, Action action) {
  /** Whether all conditions hold. */
  Truth matches(PacketHeader packet, LocalAddresses host) {
    Truth all = Truth.YES;
    for (Match match : matches) {
      all = all.and(match.test(packet, host));
      if (all == Truth.NO) {
        return Truth.NO;
      }
    }
    return all;
  }

  /** The one destination of whose packets it may match; empty if there are others. */
  Optional<Ip> destination() {
    return matches.stream().flatMap(match -> match.destination().stream()).findFirst();
  }

  /** The packet with what the rule changes. */
  PacketHeader changed(PacketHeader packet) {
    PacketHeader current = packet;
    for (Effect effect : effects) {
      current = effect.apply(current);
    }
    return current;
  }

  /** Whether it makes no difference that it matches. */
  boolean harmless() {
    return effects.isEmpty() && action.kind() == Action.Kind.CONTINUE;
  }
}
