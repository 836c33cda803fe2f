package io.coldtrace.analyzer.model;

import io.coldtrace.dataplane.netfilter.ConnectionState;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;

/** Packets as a node of a flannel cluster meets them. */
final class Packets {
  private Packets() {}

  /** From a pod of another node to a pod here, as it is forwarded. */
  static PacketHeader podTcp(int port) {
    return packet("10.244.2.7", "10.244.1.9", "tcp", port).through("flannel.1", "cni0");
  }

  /** A question to a DNS pod, as it is forwarded. */
  static PacketHeader podDns() {
    return packet("10.244.2.7", "10.244.1.9", "udp", 53).through("flannel.1", "cni0");
  }

  static PacketHeader podPing() {
    return packet("10.244.2.7", "10.244.1.9", "icmp", -1).through("flannel.1", "cni0");
  }

  /** The encapsulation, as it comes in. */
  static PacketHeader vxlan() {
    return packet("10.0.0.6", "10.0.0.5", "udp", 8472).through("eth0", "");
  }

  static PacketHeader packet(String from, String to, String protocol, int port) {
    return packet(from, to, protocol, port, ConnectionState.NEW);
  }

  static PacketHeader packet(
      String from, String to, String protocol, int port, ConnectionState state) {
    boolean icmp = protocol.equals("icmp");
    int flags = !protocol.equals("tcp") ? 0 : state == ConnectionState.NEW ? 2 : 18;
    PacketHeader.Transport transport =
        icmp
            ? new PacketHeader.Transport(protocol, 7, 7, 8, 0, 0)
            : new PacketHeader.Transport(protocol, PacketHeader.EPHEMERAL, port, -1, -1, flags);
    return in(state, PacketHeader.of(Ip.of(from), Ip.of(to), transport, 84, false));
  }

  /** The same packet as part of a flow in this state. */
  static PacketHeader in(ConnectionState state, PacketHeader packet) {
    return packet.tracked(tracking(state, packet, false));
  }

  /** The same packet as part of a flow whose destination NAT has changed. */
  static PacketHeader translated(PacketHeader packet) {
    return packet.tracked(tracking(packet.state(), packet, true));
  }

  private static PacketHeader.Tracking tracking(
      ConnectionState state, PacketHeader packet, boolean translated) {
    return new PacketHeader.Tracking(
        state, false, translated, false, 0, packet.source(), packet.destination(), -1);
  }
}
