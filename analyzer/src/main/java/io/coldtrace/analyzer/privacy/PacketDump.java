package io.coldtrace.analyzer.privacy;

import io.coldtrace.facts.Ip;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a packet, as {@code tcpdump -x}, {@code -X} and {@code -XX} print them: addresses
 * that are known are others, and what can be read as text is gone.
 *
 * <pre>
 * 	0x0000:  4500 0054 0a3c 4000 4001 2b5d 0af4 0107  E..T.<@.@.+]....
 * </pre>
 */
final class PacketDump {
  private static final Pattern LINE =
      Pattern.compile(
          "(?<head>\\s*0x[0-9a-f]{4,}: {1,2})(?<hex>(?:[0-9a-f]{2,4} ?)+)(?<rest> *)(?<text>.*)");

  /** Shorter ones are no words. */
  private static final int TEXT = 4;

  private final AddressMap addresses;
  private final MacMap macs;

  PacketDump(AddressMap addresses, MacMap macs) {
    this.addresses = addresses;
    this.macs = macs;
  }

  static boolean isLine(String line) {
    return line.contains("0x") && LINE.matcher(line).matches();
  }

  /** Successive lines of one packet. */
  List<String> rewritten(List<String> lines) {
    List<Integer> bytes = new ArrayList<>();
    for (String line : lines) {
      String hex = matched(line).group("hex").replace(" ", "");
      for (int i = 0; i + 1 < hex.length(); i += 2) {
        bytes.add(Integer.parseInt(hex.substring(i, i + 2), 16));
      }
    }
    int[] changed = changed(bytes.stream().mapToInt(Integer::intValue).toArray());
    List<String> out = new ArrayList<>();
    int at = 0;
    for (String line : lines) {
      Matcher matcher = matched(line);
      StringBuilder hex = new StringBuilder(matcher.group("hex"));
      for (int i = 0; i < hex.length(); i++) {
        if (hex.charAt(i) != ' ' && i + 1 < hex.length()) {
          hex.replace(i, i + 2, "%02x".formatted(changed[at++]));
          i++;
        }
      }
      String text =
          matcher.group("text").isEmpty() ? "" : ".".repeat(matcher.group("text").length());
      out.add(matcher.group("head") + hex + matcher.group("rest") + text);
    }
    return out;
  }

  private static Matcher matched(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no line of a dump: " + line);
    }
    return matcher;
  }

  private int[] changed(int[] bytes) {
    int[] out = bytes.clone();
    for (int i = 0; i < bytes.length; i++) {
      int word = 0;
      while (i + word < bytes.length && bytes[i + word] >= ' ' && bytes[i + word] < 127) {
        word++;
      }
      for (int j = 0; word >= TEXT && j < word; j++) {
        out[i + j] = '.';
      }
      i += word;
    }
    for (int i = 0; i + 4 <= bytes.length; i++) {
      Ip address = new Ip(4, 0, value(bytes, i, 4));
      Ip other = addresses.known().get(address);
      if (other != null && !AddressMap.isKept(address)) {
        put(out, i, 4, other.low());
      }
      if (i + 6 <= bytes.length) {
        Long mac = macs.known().get(value(bytes, i, 6));
        if (mac != null) {
          put(out, i, 6, mac);
        }
      }
    }
    return out;
  }

  private static long value(int[] bytes, int at, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 8) | bytes[at + i];
    }
    return value;
  }

  private static void put(int[] bytes, int at, int count, long value) {
    for (int i = 0; i < count; i++) {
      bytes[at + i] = (int) (value >>> (8 * (count - 1 - i))) & 0xFF;
    }
  }
}
