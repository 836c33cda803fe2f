package io.coldtrace.facts;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address.
 *
 * @param version 4 or 6
 * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 one
 */
public record Ip(int version, long high, long low) implements Comparable<Ip> {
  public Ip {
    if (version != 4 && version != 6) {
      throw new IllegalArgumentException("no such IP version: " + version);
    }
    if (version == 4 && (high != 0 || low < 0 || low > 0xFFFF_FFFFL)) {
      throw new IllegalArgumentException("more than 32 bits for IPv4");
    }
  }

  /** The number of bits of an address of this version: 32 or 128. */
  public int bits() {
    return version == 4 ? 32 : 128;
  }

  /**
   * Reads dotted IPv4 ({@code 10.244.1.7}) or IPv6 as RFC 4291 writes it; empty if the text is
   * neither. Names are never looked up.
   */
  public static Optional<Ip> parse(String text) {
    return text.indexOf(':') >= 0 ? parse6(text) : parse4(text);
  }

  /** As {@link #parse}, for text that is known to be an address; throws if it is not. */
  public static Ip of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an IP address: " + text));
  }

  private static Optional<Ip> parse4(String text) {
    long value = 0;
    int octets = 0;
    int octet = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? '.' : text.charAt(i);
      if (c == '.') {
        if (octet < 0) {
          return Optional.empty();
        }
        value = value << 8 | octet;
        octet = -1;
        octets++;
      } else if (c >= '0' && c <= '9') {
        octet = Math.max(octet, 0) * 10 + (c - '0');
        if (octet > 255) {
          return Optional.empty();
        }
      } else {
        return Optional.empty();
      }
    }
    return octets == 4 ? Optional.of(new Ip(4, 0, value)) : Optional.empty();
  }

  private static Optional<Ip> parse6(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    int gap = address.indexOf("::");
    if (gap != address.lastIndexOf("::")) {
      return Optional.empty();
    }
    String front = gap < 0 ? address : address.substring(0, gap);
    if (gap >= 0 && front.indexOf('.') >= 0) {
      return Optional.empty();
    }
    int[] head = groups(front);
    int[] tail = groups(gap < 0 ? "" : address.substring(gap + 2));
    if (head == null || tail == null) {
      return Optional.empty();
    }
    int given = head.length + tail.length;
    if (gap < 0 ? given != 8 : given > 7) {
      return Optional.empty();
    }
    long[] halves = new long[2];
    for (int i = 0; i < head.length; i++) {
      halves[i / 4] |= (long) head[i] << (48 - 16 * (i % 4));
    }
    for (int i = 0; i < tail.length; i++) {
      int at = 8 - tail.length + i;
      halves[at / 4] |= (long) tail[i] << (48 - 16 * (at % 4));
    }
    return Optional.of(new Ip(6, halves[0], halves[1]));
  }

  /**
   * The 16-bit groups of a part without {@code ::}; a dotted tail counts as two; null if it is
   * malformed.
   */
  private static int[] groups(String part) {
    if (part.isEmpty()) {
      return new int[0];
    }
    String[] words = part.split(":", -1);
    boolean dotted = words[words.length - 1].indexOf('.') >= 0;
    int[] groups = new int[words.length + (dotted ? 1 : 0)];
    for (int i = 0; i < words.length; i++) {
      if (dotted && i == words.length - 1) {
        Optional<Ip> tail = parse4(words[i]);
        if (tail.isEmpty()) {
          return null;
        }
        groups[i] = (int) (tail.get().low >> 16);
        groups[i + 1] = (int) (tail.get().low & 0xFFFF);
      } else if (words[i].isEmpty() || words[i].length() > 4 || !words[i].matches("[0-9a-fA-F]+")) {
        return null;
      } else {
        groups[i] = Integer.parseInt(words[i], 16);
      }
    }
    return groups;
  }

  /** The address as people write it; IPv6 as RFC 5952 says. Rules see it as {@code text}. */
  public String getText() {
    return toString();
  }

  @Override
  public int compareTo(Ip other) {
    if (version != other.version) {
      return Integer.compare(version, other.version);
    }
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    if (version == 4) {
      return (low >> 24) + "." + (low >> 16 & 255) + "." + (low >> 8 & 255) + "." + (low & 255);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i % 4)) & 0xFFFF);
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
      } else {
        if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
