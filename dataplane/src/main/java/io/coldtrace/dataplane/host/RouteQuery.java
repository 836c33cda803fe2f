package io.coldtrace.dataplane.host;

import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;
import java.util.Optional;

/**
 * What the kernel asks its routing tables and rules.
 *
 * @param source empty while the packet has no source address yet
 * @param inDevice {@code lo} for packets of the host itself
 * @param outDevice the device that it must leave by; empty if any
 * @param protocol empty if it plays no role
 */
public record RouteQuery(
    Optional<Ip> source,
    Ip destination,
    String inDevice,
    String outDevice,
    long mark,
    int tos,
    String protocol,
    int sourcePort,
    int destinationPort) {
  /** Of a host's own packet, of which nothing but its ends is known. */
  public static RouteQuery of(Optional<Ip> source, Ip destination) {
    return new RouteQuery(source, destination, "lo", "", 0, 0, "", -1, -1);
  }

  /** Of a packet that a host sends itself. */
  public static RouteQuery ofOwn(PacketHeader packet, Optional<Ip> source) {
    return of(packet, source, "lo");
  }

  /** Of a packet that came in by a device. */
  public static RouteQuery incoming(PacketHeader packet, String device) {
    return of(packet, Optional.of(packet.source()), device);
  }

  private static RouteQuery of(PacketHeader packet, Optional<Ip> source, String inDevice) {
    return new RouteQuery(
        source,
        packet.destination(),
        inDevice,
        "",
        packet.mark(),
        packet.traits().tos(),
        packet.protocol(),
        packet.sourcePort(),
        packet.destinationPort());
  }

  /** The same, of a packet with that mark. */
  public RouteQuery marked(long other) {
    return new RouteQuery(
        source,
        destination,
        inDevice,
        outDevice,
        other,
        tos,
        protocol,
        sourcePort,
        destinationPort);
  }

  /** The same, by that device alone. */
  public RouteQuery by(String device) {
    return new RouteQuery(
        source, destination, inDevice, device, mark, tos, protocol, sourcePort, destinationPort);
  }
}
