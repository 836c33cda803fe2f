package io.coldtrace.facts;

import java.util.Optional;

/**
 * A network: {@code 10.244.1.0/24}. Host bits are kept as written, so that an interface's own
 * address is not lost.
 *
 * @param address any address of the network
 * @param prefix the number of leading bits that count
 */
public record Cidr(Ip address, int prefix) {
  public Cidr {
    if (prefix < 0 || prefix > address.bits()) {
      throw new IllegalArgumentException("no such prefix length: " + prefix);
    }
  }

  /**
   * Reads {@code 10.244.1.0/24}, {@code 10.0.0.0/255.255.0.0}, a bare address (all its bits count),
   * or the word {@code default} (all of IPv4); empty if the text is none of them.
   */
  public static Optional<Cidr> parse(String text) {
    if (text.equals("default")) {
      return Optional.of(new Cidr(new Ip(4, 0, 0), 0));
    }
    int slash = text.indexOf('/');
    Optional<Ip> address = Ip.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty() || slash < 0) {
      return address.map(ip -> new Cidr(ip, ip.bits()));
    }
    int prefix = prefixLength(text.substring(slash + 1), address.get().version());
    return prefix < 0 || prefix > address.get().bits()
        ? Optional.empty()
        : Optional.of(new Cidr(address.get(), prefix));
  }

  /** As {@link #parse}, for text that is known to be a network; throws if it is not. */
  public static Cidr of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a network: " + text));
  }

  private static int prefixLength(String text, int version) {
    if (text.matches("[0-9]{1,3}")) {
      return Integer.parseInt(text);
    }
    Optional<Ip> mask = Ip.parse(text);
    if (version != 4 || mask.isEmpty() || mask.get().version() != 4) {
      return -1;
    }
    int ones = Integer.numberOfLeadingZeros(~(int) mask.get().low());
    long expected = ones == 0 ? 0 : 0xFFFF_FFFFL << (32 - ones) & 0xFFFF_FFFFL;
    return mask.get().low() == expected ? ones : -1;
  }

  /** Whether the address lies in this network; an address of the other version never does. */
  public boolean contains(Ip ip) {
    if (ip.version() != address.version()) {
      return false;
    }
    if (ip.version() == 4) {
      return prefix == 0 || (ip.low() ^ address.low()) >>> (32 - prefix) == 0;
    }
    if (prefix <= 64) {
      return prefix == 0 || (ip.high() ^ address.high()) >>> (64 - prefix) == 0;
    }
    return ip.high() == address.high() && (ip.low() ^ address.low()) >>> (128 - prefix) == 0;
  }

  /** Whether every address of the other network lies in this one. */
  public boolean contains(Cidr other) {
    return other.prefix >= prefix && contains(other.address);
  }

  /** Whether the two networks share an address. */
  public boolean overlaps(Cidr other) {
    return contains(other) || other.contains(this);
  }

  /** The network's n-th address ({@code nth(1)} of a podCIDR is the pod gateway); IPv4 only. */
  public Ip nth(int n) {
    if (address.version() != 4) {
      throw new IllegalArgumentException("nth of an IPv6 network");
    }
    long mask = prefix == 0 ? 0 : 0xFFFF_FFFFL << (32 - prefix) & 0xFFFF_FFFFL;
    return new Ip(4, 0, (address.low() & mask) + n);
  }

  /** The network as people write it. Rules see it as {@code text}. */
  public String getText() {
    return toString();
  }

  @Override
  public String toString() {
    return address + "/" + prefix;
  }
}
