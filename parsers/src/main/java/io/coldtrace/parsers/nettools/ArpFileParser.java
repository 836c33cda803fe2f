package io.coldtrace.parsers.nettools;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import io.coldtrace.parsers.Words;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code arp -n}, {@code arp -a} and {@code /proc/net/arp}.
 *
 * <pre>
 * Address                  HWtype  HWaddress           Flags Mask            Iface
 * 10.244.1.0               ether   92:1b:d8:d1:19:96   CM                    flannel.1
 * 10.244.0.9                       (incomplete)                              cni0
 *
 * ? (10.244.1.0) at 92:1b:d8:d1:19:96 [ether] PERM on flannel.1
 * ? (10.244.0.9) at &lt;incomplete&gt; on cni0
 *
 * IP address       HW type     Flags       HW address            Mask     Device
 * 10.244.1.0       0x1         0x6         92:1b:d8:d1:19:96     *        flannel.1
 * </pre>
 *
 * Format: arp(8) of net-tools and busybox, arp(7).
 */
public final class ArpFileParser extends LineParser {
  private static final Pattern HEADING =
      Pattern.compile("Address\\s+HWtype\\s.*|IP address\\s+HW type\\s.*|地址\\s+类型\\s.*");

  private static final Pattern COUNTS = Pattern.compile("Entries: [0-9]+\\s+Skipped: .*");
  private static final Pattern NO_ENTRY =
      Pattern.compile("\\S+ \\(\\S+\\) -- no entry.*|arp: in [0-9]+ entries no match found\\.?");

  private static final Pattern MAC =
      Pattern.compile("[0-9a-fA-F]{1,2}(?:[:-][0-9a-fA-F]{1,2}){3,19}");

  private static final Pattern BSD_STYLE =
      Pattern.compile(
          "\\S+ \\((?<ip>[^)]+)\\) (?:at|在) (?<mac>\\S+) ?(?<more>.*?) ?(?:on|在) +(?<device>\\S+).*");

  private static final int COMPLETE = 0x2;
  private static final int PERMANENT = 0x4;

  @Override
  public String kind() {
    return "arp";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    if (HEADING.matcher(line).matches() || COUNTS.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.HEADING);
    } else if (NO_ENTRY.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.TOOL_MESSAGE);
    } else {
      neighbor(line, source).ifPresent(ledger::fact);
    }
  }

  /** The neighbor of a row in any of the three forms; empty if it is no row. */
  public static Optional<Neighbor> neighbor(String line, Source source) {
    Matcher bsd = BSD_STYLE.matcher(line);
    if (bsd.matches()) {
      String mac = bsd.group("mac");
      boolean permanent = bsd.group("more").contains("PERM");
      return neighbor(bsd.group("ip"), mac, permanent, bsd.group("device"), source);
    }
    Words words = new Words(line);
    if (words.at(1).startsWith("0x")) {
      return ofKernel(words, source);
    }
    if (words.at(1).startsWith("(")) {
      return neighbor(words.at(0), words.at(1), false, words.at(words.count() - 1), source);
    }
    boolean hasFlags = words.count() >= 5 && words.at(3).matches("[CMP!]{1,4}");
    return hasFlags
        ? neighbor(
            words.at(0),
            words.at(2),
            words.at(3).indexOf('M') >= 0,
            words.at(words.count() - 1),
            source)
        : Optional.empty();
  }

  private static Optional<Neighbor> ofKernel(Words words, Source source) {
    if (words.count() != 6 || !words.at(2).matches("0x[0-9a-fA-F]{1,4}")) {
      return Optional.empty();
    }
    int flags = Integer.parseInt(words.at(2).substring(2), 16);
    String mac = (flags & COMPLETE) == 0 ? "(incomplete)" : words.at(3);
    return neighbor(words.at(0), mac, (flags & PERMANENT) != 0, words.at(5), source);
  }

  private static Optional<Neighbor> neighbor(
      String address, String mac, boolean permanent, String device, Source source) {
    boolean resolved = MAC.matcher(mac).matches();
    boolean unresolved = mac.matches("[(<].*[)>]");
    String state = permanent ? "PERMANENT" : unresolved ? "INCOMPLETE" : "";
    return resolved || unresolved
        ? Ip.parse(address)
            .map(ip -> new Neighbor(source, ip, device, unresolved ? "" : mac, state))
        : Optional.empty();
  }
}
