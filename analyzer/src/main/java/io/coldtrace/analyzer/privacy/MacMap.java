package io.coldtrace.analyzer.privacy;

import io.coldtrace.facts.Ip;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Other MAC addresses for MAC addresses; the bits for local and group addresses stay (IEEE 802).
 */
final class MacMap {
  private static final long BROADCAST = 0xFFFF_FFFF_FFFFL;
  private static final long LOCAL_AND_GROUP = 0x0300_0000_0000L;
  private static final long GROUP = 0x0100_0000_0000L;
  private static final long UNIVERSAL = 0x0200_0000_0000L;

  /** The multicast address of a solicited-node group: {@code 33:33:ff}. */
  private static final long SOLICITED = 0x3333FFL;

  private final Keyed keyed;
  private final Map<Long, Long> known = new HashMap<>();

  MacMap(Keyed keyed) {
    this.keyed = keyed;
  }

  /** Groups and the address that is none mean the same everywhere. */
  static boolean isKept(long mac) {
    return mac == 0 || mac == BROADCAST || (mac & GROUP) != 0;
  }

  long of(long mac) {
    if (mac >>> 24 == SOLICITED) {
      return solicited(mac);
    }
    return isKept(mac) ? mac : known.computeIfAbsent(mac, this::mapped);
  }

  /** Its last three bytes are those of a host's own address. */
  long solicited(long value) {
    byte[] bytes = keyed.bytes("solicited", Long.toHexString(value & 0xFF_FFFF));
    int last = ((bytes[0] & 0xFF) << 16) | ((bytes[1] & 0xFF) << 8) | (bytes[2] & 0xFF);
    return (value & ~0xFF_FFFFL) | last;
  }

  /** The addresses that were asked for, with their others. */
  Map<Long, Long> known() {
    return Map.copyOf(known);
  }

  private long mapped(long mac) {
    byte[] bytes = keyed.bytes("mac", Long.toHexString(mac));
    long other = 0;
    for (int i = 0; i < 6; i++) {
      other = (other << 8) | (bytes[i] & 0xFF);
    }
    return (other & ~LOCAL_AND_GROUP) | (mac & LOCAL_AND_GROUP);
  }

  /** {@code 02:42:ac:11:00:02} or with dashes; any letters' case. */
  static long parse(String text) {
    return Long.parseLong(text.replaceAll("[:-]", ""), 16);
  }

  /** As the original was written. */
  static String like(String original, long mac) {
    char separator = original.charAt(2);
    StringBuilder text = new StringBuilder();
    for (int shift = 40; shift >= 0; shift -= 8) {
      text.append(text.length() == 0 ? "" : separator)
          .append("%02x".formatted((mac >>> shift) & 0xFF));
    }
    boolean upper = !original.equals(original.toLowerCase(Locale.ROOT));
    return upper ? text.toString().toUpperCase(Locale.ROOT) : text.toString();
  }

  /** Whether the interface identifier was made from a MAC address (RFC 4291, appendix A). */
  static boolean isEui64(Ip address) {
    return address.version() == 6 && ((address.low() >>> 24) & 0xFFFF) == 0xFFFE;
  }

  /** The interface identifier of the other MAC address. */
  long eui64(long identifier) {
    long mac = (((identifier >>> 16) & 0xFFFF_FF00_0000L) | (identifier & 0xFF_FFFF)) ^ UNIVERSAL;
    long other = of(mac) ^ UNIVERSAL;
    return ((other & 0xFFFF_FF00_0000L) << 16) | 0xFF_FE00_0000L | (other & 0xFF_FFFF);
  }
}
