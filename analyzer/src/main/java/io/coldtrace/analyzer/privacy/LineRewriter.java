package io.coldtrace.analyzer.privacy;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line with other addresses and names, in whatever form it writes them; its length may change.
 */
final class LineRewriter {
  private static final String OCTETS = "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}";

  /** Every form of an address; at each place the first that fits. */
  private static final Pattern FORMS =
      Pattern.compile(
          String.join(
              "|",
              "(?<arpa>(?<![0-9.])(?:[0-9]{1,3}\\.){1,4}in-addr\\.arpa)",
              "(?<arpa6>(?<![0-9A-Za-z.])(?:[0-9a-fA-F]\\.){4,32}ip6\\.arpa)",
              "(?<mac>(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){5}|(?:-[0-9A-Fa-f]{2}){5})(?![0-9A-Fa-f:-]))",
              "(?<six>(?<![0-9A-Za-z:.])(?=[0-9A-Fa-f]*:[0-9A-Fa-f]*:)[0-9A-Fa-f:]*(?:[0-9A-Fa-f]|::)(?:(?<=:[0-9]{1,3})(?:\\.[0-9]{1,3}){3})?(?:/[0-9]{1,3})?(?![0-9A-Za-z]))",
              "(?<range>(?<![0-9])(?<![0-9]\\.)" + OCTETS + "-" + OCTETS + "(?![0-9.]))",
              "(?<four>(?:(?<![0-9A-Za-z])|(?<=%[0-9A-Fa-f]{2}))(?<![0-9][.-])"
                  + OCTETS
                  + "(?:/[0-9]{1,2}(?![0-9.]))?(?![0-9])(?!\\.[0-9]+\\.[0-9]))",
              "(?<dashed>(?<![0-9])(?:ip-)?[0-9]{1,3}(?:-[0-9]{1,3}){3}(?![0-9]))",
              "(?<hex32>(?<![0-9A-Za-z])[0-9A-Fa-f]{32}(?![0-9A-Za-z]))",
              "(?<hex8>(?<![0-9A-Za-z])(?:0x)?[0-9A-Fa-f]{8}(?![0-9A-Za-z]))",
              "(?<base64>(?<![0-9A-Za-z+/=_.-])[0-9A-Za-z+/]{20,}={0,2}(?![0-9A-Za-z+/=_-]))"));

  /** Shorter ones are words. */
  private static final int BASE64 = 20;

  private final AddressMap addresses;
  private final MacMap macs;
  private final NameMap names;

  /**
   * Addresses that the snapshot writes plainly; their hexadecimal and dashed forms are known by
   * them.
   */
  private final Set<Ip> plain = new HashSet<>();

  LineRewriter(AddressMap addresses, MacMap macs, NameMap names) {
    this.addresses = addresses;
    this.macs = macs;
    this.names = names;
  }

  /** Takes note of an address that the snapshot has. */
  void known(Ip address) {
    if (!AddressMap.isKept(address)) {
      plain.add(address);
    }
  }

  String rewrite(String line) {
    return rewrite(line, false);
  }

  /**
   * A line with other addresses and names.
   *
   * @param hex whether eight digits are an address by their place, as in /proc/net/route
   */
  String rewrite(String line, boolean hex) {
    String lower = line.toLowerCase(Locale.ROOT);
    Matcher form = FORMS.matcher(line).useTransparentBounds(true).useAnchoringBounds(false);
    StringBuilder out = new StringBuilder(line.length() + 16);
    int from = 0;
    for (int i = 0; i < line.length(); i++) {
      if (!begins(lower, i)) {
        continue;
      }
      Optional<String> other = Optional.empty();
      int end = i;
      if (mayBeForm(lower, i) && form.region(i, line.length()).lookingAt()) {
        other = other(form, hex);
        end = form.end();
      }
      if (other.isEmpty()) {
        Optional<String> name = names.at(lower, i);
        other = name.map(names::of);
        end = i + name.map(String::length).orElse(0);
      }
      if (other.isPresent()) {
        out.append(line, from, i).append(other.get());
        from = end;
        i = end - 1;
      }
    }
    return out.append(line, from, line.length()).toString();
  }

  /** Where a word begins, or an address that begins with colons, or what a URL has escaped ends. */
  private static boolean begins(String line, int at) {
    if (line.charAt(at) == ':') {
      return at + 1 < line.length() && line.charAt(at + 1) == ':';
    }
    return NameMap.isOfWord(line.charAt(at))
        && (at == 0
            || !NameMap.isOfWord(line.charAt(at - 1))
            || (at > 2 && line.charAt(at - 3) == '%'));
  }

  /** A look at a few characters saves most of the work: few words are numbers. */
  private static boolean mayBeForm(String line, int at) {
    char c = line.charAt(at);
    boolean hex = c == ':' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (hex || line.startsWith("ip-", at)) {
      return true;
    }
    int end = at;
    while (end < line.length() && isOfBase64(line.charAt(end))) {
      end++;
    }
    return end - at >= BASE64;
  }

  private static boolean isOfBase64(char c) {
    return NameMap.isOfWord(c) || c == '+' || c == '/';
  }

  private Optional<String> other(Matcher form, boolean hex) {
    String text = form.group();
    if (form.group("arpa") != null) {
      return Optional.of(reversed(text));
    } else if (form.group("arpa6") != null) {
      return Optional.of(reversed6(text));
    } else if (form.group("mac") != null) {
      return Optional.of(MacMap.like(text, macs.of(MacMap.parse(text))));
    } else if (form.group("six") != null || form.group("four") != null) {
      return network(text);
    } else if (form.group("range") != null) {
      int dash = text.indexOf('-');
      return network(text.substring(0, dash))
          .flatMap(first -> network(text.substring(dash + 1)).map(last -> first + "-" + last));
    } else if (form.group("dashed") != null) {
      return dashed(text);
    } else if (form.group("hex8") != null) {
      return eight(text, hex);
    } else if (form.group("hex32") != null) {
      return thirtyTwo(text, hex);
    }
    return base64(text);
  }

  /** An address, or a network, whose host bits stay zero where they were. */
  private Optional<String> network(String text) {
    int slash = text.indexOf('/');
    Optional<Ip> address = Ip.parse(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    String rest = slash < 0 ? "" : text.substring(slash);
    Optional<Cidr> network = slash < 0 ? Optional.empty() : Cidr.parse(text);
    Ip other = addresses.of(address.get());
    if (network.isPresent()) {
      Ip first = AddressMap.masked(address.get(), network.get().prefix(), false);
      other =
          first.equals(address.get())
              ? AddressMap.masked(other, network.get().prefix(), false)
              : other;
    }
    return Optional.of(other.equals(address.get()) ? text : other + rest);
  }

  /** {@code 7.1.244.10.in-addr.arpa}; fewer octets are a network's. */
  private String reversed(String text) {
    String[] octets = text.substring(0, text.length() - ".in-addr.arpa".length()).split("\\.", -1);
    StringBuilder forward = new StringBuilder();
    for (int i = octets.length - 1; i >= 0; i--) {
      forward.append(octets[i]).append('.');
    }
    String whole = forward + "0.0.0.0";
    String[] parts = whole.split("\\.", -1);
    Optional<Ip> address = Ip.parse(parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[3]);
    if (address.isEmpty()) {
      return text;
    }
    String[] other = addresses.of(address.get()).toString().split("\\.", -1);
    StringBuilder out = new StringBuilder();
    for (int i = octets.length - 1; i >= 0; i--) {
      out.append(other[i]).append('.');
    }
    return out + "in-addr.arpa";
  }

  private String reversed6(String text) {
    String digits =
        new StringBuilder(text.substring(0, text.length() - "ip6.arpa".length()).replace(".", ""))
            .reverse()
            .toString();
    Ip address = ofHex((digits + "0".repeat(32)).substring(0, 32));
    String other = hex(addresses.of(address)).substring(0, digits.length());
    StringBuilder out = new StringBuilder();
    for (int i = other.length() - 1; i >= 0; i--) {
      out.append(other.charAt(i)).append('.');
    }
    return out + "ip6.arpa";
  }

  private Optional<String> dashed(String text) {
    String prefix = text.startsWith("ip-") ? "ip-" : "";
    Optional<Ip> address = Ip.parse(text.substring(prefix.length()).replace('-', '.'));
    return address
        .filter(a -> !prefix.isEmpty() || plain.contains(a))
        .map(a -> prefix + addresses.of(a).toString().replace('.', '-'));
  }

  /** In the order of the network, or of a little-endian host. */
  private Optional<String> eight(String text, boolean always) {
    String prefix = text.startsWith("0x") ? "0x" : "";
    String digits = text.substring(prefix.length());
    long value = Long.parseLong(digits, 16);
    Ip little = new Ip(4, 0, Integer.reverseBytes((int) value) & 0xFFFF_FFFFL);
    Ip big = new Ip(4, 0, value);
    long other;
    if (always || plain.contains(little)) {
      other = Integer.reverseBytes((int) addresses.of(little).low()) & 0xFFFF_FFFFL;
    } else if (plain.contains(big)) {
      other = addresses.of(big).low();
    } else {
      return Optional.empty();
    }
    return Optional.of(prefix + like(digits, "%08x".formatted(other)));
  }

  /** As /proc/net/if_inet6 has it, or as /proc/net/tcp6: four words of a little-endian host. */
  private Optional<String> thirtyTwo(String text, boolean always) {
    Ip big = ofHex(text);
    Ip little = ofHex(words(text));
    if (plain.contains(big)) {
      return Optional.of(like(text, hex(addresses.of(big))));
    }
    return always || plain.contains(little)
        ? Optional.of(like(text, words(hex(addresses.of(little)))))
        : Optional.empty();
  }

  private static String words(String digits) {
    StringBuilder swapped = new StringBuilder();
    for (int word = 0; word < 32; word += 8) {
      for (int at = word + 6; at >= word; at -= 2) {
        swapped.append(digits, at, at + 2);
      }
    }
    return swapped.toString();
  }

  private static Ip ofHex(String digits) {
    return new Ip(
        6,
        Long.parseUnsignedLong(digits.substring(0, 16), 16),
        Long.parseUnsignedLong(digits.substring(16), 16));
  }

  private static String hex(Ip address) {
    return "%016x%016x".formatted(address.high(), address.low());
  }

  private static String like(String original, String digits) {
    boolean upper = !original.equals(original.toLowerCase(Locale.ROOT));
    return upper ? digits.toUpperCase(Locale.ROOT) : digits;
  }

  /** What is a text in base64 is rewritten as one. */
  private Optional<String> base64(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String inside = new String(bytes, StandardCharsets.UTF_8);
    if (!inside.chars().allMatch(c -> (c >= ' ' && c != 0xFFFD) || c == '\n' || c == '\t')) {
      return Optional.empty();
    }
    StringBuilder other = new StringBuilder();
    for (String line : inside.split("(?<=\n)", -1)) {
      other.append(rewrite(line));
    }
    return other.toString().equals(inside)
        ? Optional.empty()
        : Optional.of(
            Base64.getEncoder().encodeToString(other.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
