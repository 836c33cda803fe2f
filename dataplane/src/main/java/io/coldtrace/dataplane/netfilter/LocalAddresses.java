package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Ip;
import java.util.Optional;

/** What a rule may ask of the host that it stands on: its addresses and routes. */
@FunctionalInterface
public interface LocalAddresses {
  /** Whether the host itself answers for the address. */
  boolean isLocal(Ip address);

  /** Whether it is the broadcast address of one of the host's networks. */
  default boolean isBroadcast(Ip address) {
    return address.version() == 4 && address.low() == 0xFFFF_FFFFL;
  }

  /**
   * The device by which the host would answer the packet's sender, {@code lo} if the sender is the
   * host itself; empty if it has no route there.
   *
   * @param mark by which routing rules choose; 0 where the packet's own does not count
   */
  default Optional<String> wayBack(PacketHeader packet, long mark) {
    return Optional.empty();
  }

  /** Whether {@link #wayBack} can tell. */
  default boolean knowsRoutes() {
    return false;
  }
}
