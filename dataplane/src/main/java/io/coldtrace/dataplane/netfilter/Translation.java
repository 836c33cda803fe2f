package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import java.util.Optional;

/**
 * What a NAT rule makes of a flow's ends.
 *
 * @param first the new address, or the first of a range; empty if the address stays or depends
 * @param last the last address of the range
 * @param network of NETMAP
 * @param firstPort the new port, or the first of a range; -1 if it stays
 * @param draws whether the kernel draws a source port even where it need not: {@code random},
 *     {@code fully-random}
 */
public record Translation(
    Kind kind,
    Optional<Ip> first,
    Optional<Ip> last,
    Optional<Cidr> network,
    int firstPort,
    int lastPort,
    boolean draws) {
  /** What is changed, and where the new value comes from. */
  public enum Kind {
    DESTINATION,
    SOURCE,
    /** The source becomes the address of the device that it leaves by. */
    MASQUERADE,
    /** The destination becomes the host itself. */
    REDIRECT,
    /** The network part of the address is exchanged. */
    NETMAP
  }

  /** Without an address of its own. */
  static Translation toPorts(Kind kind, String ports) {
    int[] range = ports(ports);
    return new Translation(
        kind, Optional.empty(), Optional.empty(), Optional.empty(), range[0], range[1], false);
  }

  /** To a network of the same size. */
  static Optional<Translation> toNetwork(String text) {
    return Cidr.parse(text)
        .map(
            cidr ->
                new Translation(
                    Kind.NETMAP,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(cidr),
                    -1,
                    -1,
                    false));
  }

  /**
   * Reads {@code 10.0.0.1}, {@code 10.0.0.1-10.0.0.9:80-90}, {@code [fd00::1]:80} or {@code :80};
   * empty if it is none.
   */
  static Optional<Translation> of(Kind kind, String text) {
    String address = text;
    String ports = "";
    int bracket = text.lastIndexOf(']');
    int colon = text.indexOf(':');
    if (text.startsWith("[") && bracket > 0) {
      address = text.substring(1, bracket).replace("]-[", "-");
      ports = text.substring(bracket + 1).replaceFirst("^:", "");
    } else if (colon >= 0 && text.indexOf(':', colon + 1) < 0) {
      address = text.substring(0, colon);
      ports = text.substring(colon + 1);
    }
    String[] ends = address.split("-", 2);
    Optional<Ip> first = Ip.parse(ends[0]);
    Optional<Ip> last = Ip.parse(ends[ends.length - 1]);
    boolean none = address.isEmpty() && !ports.isEmpty();
    if (!none && (first.isEmpty() || last.isEmpty())) {
      return Optional.empty();
    }
    int[] range = ports(ports);
    return Optional.of(
        new Translation(kind, first, last, Optional.empty(), range[0], range[1], false));
  }

  /** The same, with a source port that the kernel draws. */
  Translation drawing() {
    boolean source = kind == Kind.SOURCE || kind == Kind.MASQUERADE;
    return source && firstPort < 0
        ? new Translation(kind, first, last, network, firstPort, lastPort, true)
        : this;
  }

  private static int[] ports(String text) {
    String[] ends = text.split("/", 2)[0].split("-", 2);
    boolean numbers = ends[0].matches("[0-9]{1,5}") && ends[ends.length - 1].matches("[0-9]{1,5}");
    return numbers
        ? new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])}
        : new int[] {-1, -1};
  }

  /** Whether it changes where a flow goes, not whence it comes; NETMAP changes either. */
  public boolean ofDestination(Hook hook) {
    return kind == Kind.DESTINATION
        || kind == Kind.REDIRECT
        || (kind == Kind.NETMAP && (hook == Hook.PREROUTING || hook == Hook.OUTPUT));
  }
}
