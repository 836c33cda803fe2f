package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.ConnectionState;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.netfilter.PacketHeader.Tracking;
import io.coldtrace.dataplane.netfilter.PacketHeader.Transport;
import io.coldtrace.facts.Ip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connections that the hosts on a flow's way track. */
final class Conntrack {
  /** ICMP's code, of its type 3, of a packet that is too large and must not be cut. */
  static final int FRAGMENTATION_NEEDED = 4;

  private final Map<Host, List<Connection>> tables = new HashMap<>();

  /**
   * The ends of a packet.
   *
   * @param kind the protocol; of ICMP with its type
   */
  record Ends(String kind, Ip from, int fromPort, Ip to, int toPort) {
    static Ends of(PacketHeader packet) {
      Transport transport = packet.transport();
      String type = transport.icmpType() < 0 ? "" : "/" + transport.icmpType();
      return new Ends(
          transport.protocol() + type,
          packet.source(),
          transport.sourcePort(),
          packet.destination(),
          transport.destinationPort());
    }

    Ends reversed() {
      String back =
          switch (kind) {
            case "icmp/8" -> "icmp/0";
            case "icmp/0" -> "icmp/8";
            case "icmpv6/128" -> "icmpv6/129";
            case "icmpv6/129" -> "icmpv6/128";
            default -> kind;
          };
      return new Ends(
          back, /* from= */ to, /* fromPort= */ toPort, /* to= */ from, /* toPort= */ fromPort);
    }
  }

  /** A connection as a host sees it. */
  static final class Connection {
    private final Ends original;
    private Ends reply;
    private final boolean pickedUp;
    private boolean confirmed;
    private boolean answered;
    private boolean destinationSettled;
    private boolean sourceSettled;
    private long mark;

    private Connection(Ends original, boolean pickedUp) {
      this.original = original;
      this.reply = original.reversed();
      this.pickedUp = pickedUp;
    }

    /** The ends that a packet of this direction has when it leaves the host. */
    private Ends leaving(boolean isReply) {
      return isReply ? original.reversed() : reply.reversed();
    }

    private Tracking tracking(boolean isReply) {
      ConnectionState state =
          isReply || answered ? ConnectionState.ESTABLISHED : ConnectionState.NEW;
      return new Tracking(
          state,
          isReply,
          !reply.from().equals(original.to()) || reply.fromPort() != original.toPort(),
          !reply.to().equals(original.from()) || reply.toPort() != original.fromPort(),
          mark,
          original.from(),
          original.to(),
          original.toPort());
    }

    /**
     * Whether an error on its way back speaks of this connection: the one that its sender began. A
     * packet that is too large may have been its first, and of any protocol.
     */
    private boolean meant(PacketHeader error) {
      boolean tooLarge = error.transport().icmpCode() == FRAGMENTATION_NEEDED;
      boolean refused = confirmed && !original.kind().startsWith("icmp");
      return (tooLarge || refused) && reply.to().equals(error.destination());
    }

    boolean settled(boolean destination) {
      return destination ? destinationSettled : sourceSettled;
    }

    void settle(boolean destination) {
      if (destination) {
        destinationSettled = true;
      } else {
        sourceSettled = true;
      }
    }

    void changeDestination(Ip to, int port) {
      reply = new Ends(reply.kind(), to, port, reply.to(), reply.toPort());
    }

    void changeSource(Ip from, int port) {
      reply = new Ends(reply.kind(), reply.from(), reply.fromPort(), from, port);
    }

    void mark(long now) {
      mark = now;
    }

    void confirm() {
      confirmed = true;
    }

    /** The packet with the connection's ends of its direction, on the side that NAT changes now. */
    PacketHeader translated(PacketHeader packet, boolean destination) {
      Ends ends = leaving(packet.tracking().reply());
      Transport transport = packet.transport();
      PacketHeader changed =
          destination
              ? packet.between(packet.source(), transport.sourcePort(), ends.to(), ends.toPort())
              : packet.between(
                  ends.from(), ends.fromPort(), packet.destination(), transport.destinationPort());
      Tracking now = tracking(packet.tracking().reply());
      boolean error = packet.state() == ConnectionState.RELATED;
      return changed.tracked(error ? now.in(ConnectionState.RELATED) : now);
    }
  }

  /** The packet as conntrack sees it, and the connection that it belongs to. */
  record Tracked(PacketHeader packet, Optional<Connection> connection) {}

  /** Looks the packet's connection up, or begins one. */
  Tracked track(Host host, PacketHeader packet) {
    List<Connection> table = tables.computeIfAbsent(host, unused -> new ArrayList<>());
    Ends ends = Ends.of(packet);
    for (Connection connection : table) {
      boolean isReply = connection.reply.equals(ends);
      if (connection.confirmed && (isReply || connection.original.equals(ends))) {
        return known(connection, packet, isReply);
      }
    }
    Optional<Connection> meant =
        isError(packet)
            ? table.stream().filter(each -> each.meant(packet)).findFirst()
            : Optional.empty();
    if (meant.isPresent()) {
      Tracking related = meant.get().tracking(true).in(ConnectionState.RELATED);
      return new Tracked(packet.tracked(related), meant);
    }
    if (!mayBegin(packet)) {
      return new Tracked(packet.tracked(Tracking.none(ConnectionState.INVALID)), Optional.empty());
    }
    boolean middle = packet.protocol().equals("tcp") && !has(packet, Transport.SYN);
    Connection begun = new Connection(ends, middle);
    table.add(begun);
    return new Tracked(packet.tracked(begun.tracking(false)), Optional.of(begun));
  }

  private static Tracked known(Connection connection, PacketHeader packet, boolean isReply) {
    boolean unanswered = !connection.answered && !connection.pickedUp;
    boolean tcp = packet.protocol().equals("tcp");
    if (tcp && !isReply && unanswered && !has(packet, Transport.SYN)) {
      // The handshake's second packet went another way: this one does not fit.
      return new Tracked(packet.tracked(Tracking.none(ConnectionState.INVALID)), Optional.empty());
    }
    connection.answered |= isReply;
    return new Tracked(packet.tracked(connection.tracking(isReply)), Optional.of(connection));
  }

  /** An answer alone begins no connection; a TCP stream is picked up in its midst. */
  private static boolean mayBegin(PacketHeader packet) {
    return switch (packet.protocol()) {
      case "icmp" -> packet.icmpType() == 8;
      case "icmpv6" -> packet.icmpType() == 128;
      case "tcp" ->
          !has(packet, Transport.RST)
              && !(has(packet, Transport.SYN) && has(packet, Transport.ACK));
      default -> true;
    };
  }

  private static boolean isError(PacketHeader packet) {
    return packet.protocol().equals("icmp") && packet.icmpType() == 3;
  }

  private static boolean has(PacketHeader packet, int flag) {
    return (packet.transport().flags() & flag) != 0;
  }
}
