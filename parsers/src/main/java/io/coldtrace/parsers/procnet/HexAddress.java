package io.coldtrace.parsers.procnet;

import io.coldtrace.facts.Ip;
import java.util.Optional;

/**
 * Addresses as {@code /proc/net} prints them: 32-bit words in hexadecimal, each in the byte order
 * of the machine, which is taken to be little-endian (x86, ARM, and all others that Kubernetes runs
 * on but s390x).
 */
final class HexAddress {
  private HexAddress() {}

  /** {@code 0101A8C0} is 192.168.1.1; with 32 digits an IPv6 address. Empty if it is neither. */
  static Optional<Ip> ofHostOrder(String hex) {
    if (!hex.matches("[0-9A-Fa-f]{8}|[0-9A-Fa-f]{32}")) {
      return Optional.empty();
    }
    if (hex.length() == 8) {
      return Optional.of(new Ip(4, 0, swapped(hex)));
    }
    long high = swapped(hex.substring(0, 8)) << 32 | swapped(hex.substring(8, 16));
    long low = swapped(hex.substring(16, 24)) << 32 | swapped(hex.substring(24));
    return Optional.of(new Ip(6, high, low));
  }

  /** 32 digits in the order in which an IPv6 address is written, as in {@code if_inet6}. */
  static Optional<Ip> ofNetworkOrder(String hex) {
    return hex.matches("[0-9A-Fa-f]{32}")
        ? Optional.of(
            new Ip(
                6,
                Long.parseUnsignedLong(hex.substring(0, 16), 16),
                Long.parseUnsignedLong(hex.substring(16), 16)))
        : Optional.empty();
  }

  private static long swapped(String hex) {
    return Integer.toUnsignedLong(Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16)));
  }
}
