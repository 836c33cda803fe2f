package io.coldtrace.dataplane.netfilter;

/** What a rule changes in a packet before it goes on. */
@FunctionalInterface
interface Effect {
  /** The packet afterwards. */
  PacketHeader apply(PacketHeader packet);
}
