package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Ip;

/**
 * What netfilter sees of a packet at a hook.
 *
 * @param mark the packet's mark
 */
public record PacketHeader(
    Devices devices,
    Ip source,
    Ip destination,
    Transport transport,
    Traits traits,
    Tracking tracking,
    long mark) {
  /**
   * A port that nobody chose, and so any of the ephemeral ones: this value and those above it, each
   * another port.
   */
  public static final int EPHEMERAL = 1 << 16;

  /** A mark that a rule set in a way that is not understood. */
  public static final long OPEN = Long.MIN_VALUE;

  /** A bridge port that nothing collected tells. */
  public static final String UNKNOWN_PORT = "?";

  /**
   * Where the packet comes in and goes out.
   *
   * @param in empty where there is none (a packet of the host itself)
   * @param out empty where there is none yet
   * @param inPort the bridge port behind {@code in}; empty if it is no bridge
   * @param outPort the bridge port behind {@code out}, of a packet that is bridged
   */
  public record Devices(String in, String out, String inPort, String outPort) {
    static final Devices NONE = new Devices("", "", "", "");
  }

  /**
   * The header behind that of IP.
   *
   * @param protocol {@code tcp}, {@code udp}, {@code icmp}, ...
   * @param sourcePort -1 if it has none; of an echo its identifier
   * @param destinationPort -1 if it has none; of an echo its identifier
   * @param icmpType -1 if it is no ICMP
   * @param flags of TCP, as bits
   */
  public record Transport(
      String protocol, int sourcePort, int destinationPort, int icmpType, int icmpCode, int flags) {
    /** The bits of TCP's flags (RFC 9293). */
    public static final int FIN = 1;

    public static final int SYN = 2;
    public static final int RST = 4;
    public static final int PSH = 8;
    public static final int ACK = 16;
    public static final int URG = 32;

    /** With other ports. */
    public Transport ports(int source, int destination) {
      return new Transport(protocol, source, destination, icmpType, icmpCode, flags);
    }
  }

  /**
   * What else the headers say.
   *
   * @param length bytes of the IP packet
   * @param tos the byte that holds DSCP
   * @param unfragmented must not be fragmented
   * @param mac of the sender on the link; empty if not known
   */
  public record Traits(int length, int ttl, int tos, boolean unfragmented, String mac) {
    /** With other values of the fields that routers and rules change. */
    public Traits hop(int newTtl, int newTos) {
      return new Traits(length, newTtl, newTos, unfragmented, mac);
    }

    /** As it comes in from a neighbor. */
    public Traits sentBy(String neighbor) {
      return new Traits(length, ttl, tos, unfragmented, neighbor);
    }
  }

  /**
   * What conntrack knows of the packet's flow.
   *
   * @param reply it goes against the first packet's direction
   * @param destinationChanged NAT changed the flow's destination
   * @param sourceChanged NAT changed the flow's source
   * @param mark the connection's mark
   * @param originalDestination what the first packet asked for, on this host
   * @param originalPort the port that it asked for
   */
  public record Tracking(
      ConnectionState state,
      boolean reply,
      boolean destinationChanged,
      boolean sourceChanged,
      long mark,
      Ip originalSource,
      Ip originalDestination,
      int originalPort) {
    private static final Ip NOBODY = new Ip(4, 0, 0);

    /** No connection: not tracked yet, or invalid, or untracked. */
    public static Tracking none(ConnectionState state) {
      return new Tracking(state, false, false, false, 0, NOBODY, NOBODY, -1);
    }

    /** With another mark of the connection. */
    public Tracking marked(long newMark) {
      return new Tracking(
          state,
          reply,
          destinationChanged,
          sourceChanged,
          newMark,
          originalSource,
          originalDestination,
          originalPort);
    }

    /** The same connection, the packet in another relation to it. */
    public Tracking in(ConnectionState other) {
      return new Tracking(
          other,
          reply,
          destinationChanged,
          sourceChanged,
          mark,
          originalSource,
          originalDestination,
          originalPort);
    }

    /** Whether there is a connection that carries a mark. */
    public boolean tracked() {
      return state != ConnectionState.INVALID && state != ConnectionState.UNTRACKED;
    }
  }

  /** A packet of that size, before anything happened to it. */
  public static PacketHeader of(
      Ip source, Ip destination, Transport transport, int length, boolean unfragmented) {
    return new PacketHeader(
        Devices.NONE,
        source,
        destination,
        transport,
        new Traits(length, 64, 0, unfragmented, ""),
        Tracking.none(ConnectionState.INVALID),
        0);
  }

  /**
   * Whether the host itself sends it. A frame that is bridged has no incoming device either once it
   * is on its way out, but the port that it came by.
   */
  public boolean fromHere() {
    return devices.in().isEmpty() && devices.inPort().isEmpty();
  }

  public String inDevice() {
    return devices.in();
  }

  public String outDevice() {
    return devices.out();
  }

  public String protocol() {
    return transport.protocol();
  }

  /** -1 if it has none, {@link #EPHEMERAL} or more if it may be any ephemeral one. */
  public int sourcePort() {
    return hasPorts() ? transport.sourcePort() : -1;
  }

  /** -1 if it has none, {@link #EPHEMERAL} or more if it may be any ephemeral one. */
  public int destinationPort() {
    return hasPorts() ? transport.destinationPort() : -1;
  }

  private boolean hasPorts() {
    return transport.icmpType() < 0;
  }

  public int icmpType() {
    return transport.icmpType();
  }

  public ConnectionState state() {
    return tracking.state();
  }

  /** The same packet between other devices. */
  public PacketHeader through(String in, String out) {
    return between(new Devices(in, out, devices.inPort(), devices.outPort()));
  }

  /** The same packet between other devices. */
  public PacketHeader between(Devices other) {
    return new PacketHeader(other, source, destination, transport, traits, tracking, mark);
  }

  /** The same packet with another mark. */
  public PacketHeader marked(long newMark) {
    return new PacketHeader(devices, source, destination, transport, traits, tracking, newMark);
  }

  /** The same packet, as conntrack sees it now. */
  public PacketHeader tracked(Tracking now) {
    return new PacketHeader(devices, source, destination, transport, traits, now, mark);
  }

  /** The same packet with other traits. */
  public PacketHeader with(Traits now) {
    return new PacketHeader(devices, source, destination, transport, now, tracking, mark);
  }

  /** The same packet as the next network namespace gets it: without marks, not tracked yet. */
  public PacketHeader onTheWire() {
    return new PacketHeader(
        Devices.NONE,
        source,
        destination,
        transport,
        traits,
        Tracking.none(ConnectionState.INVALID),
        0);
  }

  /** The same packet with other ends. */
  public PacketHeader between(Ip from, int fromPort, Ip to, int toPort) {
    return new PacketHeader(
        devices, from, to, transport.ports(fromPort, toPort), traits, tracking, mark);
  }
}
