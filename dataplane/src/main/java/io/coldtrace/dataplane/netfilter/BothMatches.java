package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Ip;
import java.util.Optional;

/** Two conditions; where the first fails, the second is not asked. */
record BothMatches(Match first, Match second) implements Match {
  @Override
  public Truth test(PacketHeader packet, LocalAddresses host) {
    Truth holds = first.test(packet, host);
    return holds == Truth.NO ? holds : holds.and(second.test(packet, host));
  }

  @Override
  public Optional<Ip> destination() {
    return first.destination().or(second::destination);
  }
}
