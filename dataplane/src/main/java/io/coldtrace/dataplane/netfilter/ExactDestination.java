package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Ip;
import java.util.Optional;

/** One address and no other: {@code -d 10.96.0.10/32}. */
record ExactDestination(Ip address) implements Match {
  @Override
  public Truth test(PacketHeader packet, LocalAddresses host) {
    return Truth.of(packet.destination().equals(address));
  }

  @Override
  public Optional<Ip> destination() {
    return Optional.of(address);
  }
}
