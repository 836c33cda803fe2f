package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Ip;

/**
 * What netfilter sees of a packet at a hook.
 *
 * @param inDevice empty where there is none (a packet of the host itself)
 * @param outDevice empty where there is none yet
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, ...
 * @param sourcePort -1 if it has none, 0 if it may be any ephemeral one
 * @param destinationPort -1 if it has none, 0 if it may be any ephemeral one
 * @param icmpType -1 if it is no ICMP
 * @param state conntrack's state of its flow
 * @param destinationChanged whether NAT changed its flow's destination
 * @param mark the packet's mark
 * @param doubtfulMark its bits of which it is not known whether they are so: a rule that may match
 *     may have set them
 */
public record PacketHeader(
    String inDevice,
    String outDevice,
    Ip source,
    Ip destination,
    String protocol,
    int sourcePort,
    int destinationPort,
    int icmpType,
    ConnectionState state,
    boolean destinationChanged,
    long mark,
    long doubtfulMark) {

  /** Whether the bits of the mask have this value. */
  Truth hasMark(long value, long mask) {
    boolean otherwise = ((mark ^ value) & mask & ~doubtfulMark) != 0 || (value & ~mask) != 0;
    return otherwise ? Truth.NO : (doubtfulMark & mask) == 0 ? Truth.YES : Truth.MAYBE;
  }

  /** The same packet between other devices. */
  public PacketHeader through(String in, String out) {
    return new PacketHeader(
        in,
        out,
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        icmpType,
        state,
        destinationChanged,
        mark,
        doubtfulMark);
  }

  /** The same packet with another mark, of which these bits are doubtful. */
  public PacketHeader marked(long newMark, long newDoubt) {
    return new PacketHeader(
        inDevice,
        outDevice,
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        icmpType,
        state,
        destinationChanged,
        newMark,
        newDoubt);
  }

  /** The same packet of a flow in another state. */
  public PacketHeader inState(ConnectionState newState) {
    return with(newState, destinationChanged);
  }

  /** The same packet of a flow whose destination this host did or did not change. */
  public PacketHeader translated(boolean changed) {
    return with(state, changed);
  }

  /** The same packet on the wire, which carries neither marks nor what a host knows of the flow. */
  public PacketHeader onTheWire() {
    return marked(0, 0).with(state, false);
  }

  private PacketHeader with(ConnectionState newState, boolean changed) {
    return new PacketHeader(
        inDevice,
        outDevice,
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        icmpType,
        newState,
        changed,
        mark,
        doubtfulMark);
  }

  /** The same packet after a source NAT. */
  public PacketHeader translatedFrom(Ip newSource, int newPort) {
    return new PacketHeader(
        inDevice,
        outDevice,
        newSource,
        destination,
        protocol,
        newPort,
        destinationPort,
        icmpType,
        state,
        destinationChanged,
        mark,
        doubtfulMark);
  }

  /** The same packet after a destination NAT. */
  public PacketHeader translatedTo(Ip newDestination, int newPort) {
    return new PacketHeader(
        inDevice,
        outDevice,
        source,
        newDestination,
        protocol,
        sourcePort,
        newPort,
        icmpType,
        state,
        true,
        mark,
        doubtfulMark);
  }

  /** The answer to this packet: ends exchanged, the flow established, no mark. */
  public PacketHeader reply() {
    return new PacketHeader(
        "",
        "",
        /* source= */ destination,
        /* destination= */ source,
        protocol,
        /* sourcePort= */ destinationPort,
        /* destinationPort= */ sourcePort,
        icmpType == 8 ? 0 : icmpType,
        ConnectionState.ESTABLISHED,
        false,
        0,
        0);
  }
}
