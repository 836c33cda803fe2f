package io.coldtrace.analyzer.privacy;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Other addresses for addresses, prefix-preserving: two that share their first bits have others
 * that share as many (Xu et al., "Prefix-Preserving IP Address Anonymization", 2002), so that the
 * same subnets hold the same hosts. The tree of all addresses has the two halves of some of its
 * nodes swapped, by a key; never of a node that a block's edge, a network or a range known from the
 * snapshot, or a host part .0, .1, .255 cuts through: those keep their place.
 */
final class AddressMap {
  /** Addresses that mean the same everywhere, masks among them: RFC 6890, RFC 5737, RFC 3849. */
  private static final List<Cidr> KEPT =
      Stream.of(
              "0.0.0.0/8",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "::/8",
              "ff00::/8",
              "2001:db8::/32")
          .map(Cidr::of)
          .toList();

  /** Blocks whose addresses stay within them. */
  private static final List<Cidr> CLOSED =
      Stream.concat(
              Stream.of("10.0.0.0/8", "100.64.0.0/10", "192.168.0.0/16", "fe80::/64", "fc00::/7"),
              IntStream.range(16, 32).mapToObj(second -> "172." + second + ".0.0/16"))
          .map(Cidr::of)
          .toList();

  private static final int OCTET = 8;
  private static final int GROUP = 16;

  private final Keyed keyed;
  private final MacMap macs;

  /** Nodes of the tree whose halves stay where they are. */
  private final Set<Cidr> still = new HashSet<>();

  private final Map<Ip, Ip> known = new HashMap<>();

  AddressMap(Keyed keyed, MacMap macs) {
    this.keyed = keyed;
    this.macs = macs;
  }

  /** A network of the snapshot keeps its first and its last address. */
  void keep(Cidr network) {
    Ip first = masked(network.address(), network.prefix(), false);
    keep(first, masked(first, network.prefix(), true));
  }

  /** Whatever lies between these two lies between their others. */
  void keep(Ip first, Ip last) {
    int common = 0;
    while (common < first.bits() && bit(first, common) == bit(last, common)) {
      common++;
    }
    for (int length = common; length < first.bits(); length++) {
      still.add(new Cidr(masked(first, length, false), length));
      still.add(new Cidr(masked(last, length, false), length));
    }
  }

  /** Whether the address means the same everywhere. */
  static boolean isKept(Ip address) {
    return KEPT.stream().anyMatch(block -> block.contains(address)) && !isMapped(address);
  }

  /** The other address; the same one for those that mean the same everywhere. */
  Ip of(Ip address) {
    return known.computeIfAbsent(address, this::mapped);
  }

  /** The addresses that were asked for, with their others. */
  Map<Ip, Ip> known() {
    return Map.copyOf(known);
  }

  private Ip mapped(Ip address) {
    if (isSolicited(address)) {
      return new Ip(6, address.high(), macs.solicited(address.low()));
    }
    if (isKept(address)) {
      return address;
    }
    if (isMapped(address)) {
      Ip inner = of(new Ip(4, 0, address.low() & 0xFFFF_FFFFL));
      return new Ip(6, 0, (address.low() & ~0xFFFF_FFFFL) | inner.low());
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < address.bits(); i++) {
      Ip above = masked(address, i, false);
      boolean bit = bit(address, i) ^ (mayTurn(above, i) && turns(above, i));
      int place = address.bits() - 1 - i;
      high |= bit && place >= 64 ? 1L << (place - 64) : 0;
      low |= bit && place < 64 ? 1L << place : 0;
    }
    return new Ip(
        address.version(), high, MacMap.isEui64(address) ? macs.eui64(address.low()) : low);
  }

  /** {@code ::ffff:10.0.0.1}. */
  private static boolean isMapped(Ip address) {
    return address.version() == 6 && address.high() == 0 && address.low() >>> 32 == 0xFFFF;
  }

  /** {@code ff02::1:ff02:a1b2}: a group that every host makes of its own address (RFC 4291). */
  private static boolean isSolicited(Ip address) {
    return address.high() == 0xFF02_0000_0000_0000L && address.low() >>> 24 == 0x1_FFL;
  }

  private boolean turns(Ip above, int length) {
    return keyed.bit("address", above + "/" + length);
  }

  private boolean mayTurn(Ip above, int length) {
    Cidr node = new Cidr(above, length);
    boolean cut =
        Stream.concat(KEPT.stream(), CLOSED.stream())
            .anyMatch(block -> block.prefix() > length && node.contains(block));
    return !cut && !holdsHostPart(above, length) && !still.contains(node);
  }

  /** Whether an address that ends with .0, .1 or .255 (::0, ::1) is among a smallest network's. */
  private static boolean holdsHostPart(Ip above, int length) {
    int part = above.version() == 4 ? OCTET : GROUP;
    int given = length - (above.bits() - part);
    if (given < 0) {
      return false;
    }
    long value = (above.low() & ((1L << part) - 1)) >>> (part - given);
    return value == 0 || (above.version() == 4 && value == (1L << given) - 1);
  }

  private static boolean bit(Ip address, int index) {
    int place = address.bits() - 1 - index;
    long half = place >= 64 ? address.high() : address.low();
    return ((half >>> (place % 64)) & 1) != 0;
  }

  /** The first bits, behind them zeros or ones. */
  static Ip masked(Ip address, int length, boolean ones) {
    int bits = address.bits();
    long high = 0;
    long low = address.low();
    if (bits == 128) {
      high = part(address.high(), Math.min(length, 64), 64, ones);
      low = part(low, Math.max(length - 64, 0), 64, ones);
    } else {
      low = part(low, length, 32, ones);
    }
    return new Ip(address.version(), high, low);
  }

  private static long part(long value, int length, int bits, boolean ones) {
    long all = bits == 64 ? -1L : (1L << bits) - 1;
    long rest = length == 0 ? all : length == bits ? 0 : (1L << (bits - length)) - 1;
    return ones ? (value | rest) & all : value & ~rest;
  }
}
