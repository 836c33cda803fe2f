package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.netfilter.PacketHeader.Transport;
import io.coldtrace.facts.Ip;

/**
 * The packets of a flow: a question and its answer; of TCP the handshake, then data there and back.
 */
final class Exchange {
  private static final int IP = 20;
  private static final int SHORT_HEADER = 8;

  /** With the options that Linux sends: of a SYN, and of all others. */
  private static final int SYN_HEADER = 40;

  private static final int TCP_HEADER = 32;

  /** The largest segment between hosts with an MTU of 1500. */
  private static final int MAX_SEGMENT = 1448;

  /** ICMP's type and code of a port where nobody listens. */
  private static final int UNREACHABLE = 3;

  private static final int PORT_UNREACHABLE = 3;

  /** The largest error that a router sends (RFC 1812). */
  private static final int MAX_ERROR = 576;

  /** One process' echoes. */
  private static final int ECHO_ID = 77;

  private final Flow flow;

  Exchange(Flow flow) {
    this.flow = flow;
  }

  /** How often a packet goes there and one comes back. */
  int rounds() {
    return isTcp() ? 2 : 1;
  }

  private boolean isTcp() {
    return flow.protocol().equals("tcp");
  }

  PacketHeader first(Ip source) {
    Ip to = flow.destination();
    boolean six = to.version() == 6;
    return switch (flow.protocol()) {
      case "icmp" -> {
        Transport echo =
            new Transport(six ? "icmpv6" : "icmp", ECHO_ID, ECHO_ID, six ? 128 : 8, 0, 0);
        yield packet(source, to, echo, SHORT_HEADER + flow.size(), flow.unfragmented());
      }
      case "tcp" -> packet(source, to, tcp(Transport.SYN), SYN_HEADER, true);
      default -> {
        Transport udp =
            new Transport(flow.protocol(), PacketHeader.EPHEMERAL, flow.port(), -1, -1, 0);
        yield packet(source, to, udp, SHORT_HEADER + flow.size(), flow.unfragmented());
      }
    };
  }

  private Transport tcp(int flags) {
    return new Transport("tcp", PacketHeader.EPHEMERAL, flow.port(), -1, -1, flags);
  }

  private static PacketHeader packet(
      Ip source, Ip to, Transport transport, int bytes, boolean unfragmented) {
    int header = to.version() == 6 ? 2 * IP : IP;
    return PacketHeader.of(source, to, transport, header + bytes, unfragmented);
  }

  /** The data that the sender sends once the connection stands. */
  PacketHeader next(PacketHeader first) {
    return packet(
        first.source(), first.destination(), tcp(Transport.PSH | Transport.ACK), data(), true);
  }

  private int data() {
    return TCP_HEADER + Math.min(flow.size(), MAX_SEGMENT);
  }

  /** What a router answers to a packet that is too large for its next hop. */
  static PacketHeader tooLarge(Ip router, PacketHeader packet) {
    int quoted = Math.min(packet.traits().length(), MAX_ERROR - IP - SHORT_HEADER);
    return packet(
        router,
        packet.source(),
        new Transport("icmp", -1, -1, UNREACHABLE, Conntrack.FRAGMENTATION_NEEDED, 0),
        SHORT_HEADER + quoted,
        false);
  }

  /** What the other end answers to a packet that has arrived. */
  PacketHeader answer(PacketHeader request, int round) {
    Transport asked = request.transport();
    if (flow.refusalAnswers()) {
      return packet(
          /* source= */ request.destination(),
          /* to= */ request.source(),
          new Transport("icmp", -1, -1, UNREACHABLE, PORT_UNREACHABLE, 0),
          SHORT_HEADER + request.traits().length(),
          false);
    }
    int icmp = asked.icmpType() == 8 ? 0 : asked.icmpType() == 128 ? 129 : asked.icmpType();
    int flags = round == 0 ? Transport.SYN | Transport.ACK : Transport.PSH | Transport.ACK;
    Transport answer =
        new Transport(
            asked.protocol(),
            /* sourcePort= */ asked.destinationPort(),
            /* destinationPort= */ asked.sourcePort(),
            icmp,
            asked.icmpCode(),
            isTcp() ? flags : 0);
    int bytes = !isTcp() ? SHORT_HEADER + flow.size() : round == 0 ? SYN_HEADER : data();
    PacketHeader made =
        packet(
            /* source= */ request.destination(),
            /* to= */ request.source(),
            answer,
            bytes,
            isTcp());
    // An echo is answered with the type of service that it came with.
    return icmp < 0
        ? made
        : made.with(made.traits().hop(made.traits().ttl(), request.traits().tos()));
  }
}
