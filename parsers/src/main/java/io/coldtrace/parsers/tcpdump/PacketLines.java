package io.coldtrace.parsers.tcpdump;

import io.coldtrace.parsers.CapturedText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of one packet, joined to layers: {@code -v} tells a layer in two lines, and the packet
 * in a tunnel has a line of its own.
 *
 * @param first the number of its first line
 * @param last the number of its last line
 * @param layers the outermost first
 */
record PacketLines(int first, int last, List<String> layers) {
  private static final String STAMP =
      "(?:\\d{4}-\\d\\d-\\d\\d )?(?:\\d+:\\d\\d:\\d\\d|\\d{9,})(?:\\.\\d+)? ";

  /** A time; with {@code --number} or {@code -t} a number, or nothing, before the protocol. */
  private static final Pattern BEGIN =
      Pattern.compile("\\s*(?:\\d{1,7} {2,3}| )?" + STAMP + ".*|\\s*\\d{1,7} {2}\\S.*");

  private static final Pattern LAYER =
      Pattern.compile("IP6? .*|(?:[0-9a-f]{2}:){5}[0-9a-f]{2} > .*");

  private static final String MAC = "(?:[0-9a-f]{2}:){5}[0-9a-f]{2}";

  /** What is no IP packet: its protocol, by name or by ethertype. */
  private static final Pattern OTHER =
      Pattern.compile(
          "\\s*(?:\\d{1,7}\\s+)?(?:"
              + STAMP
              + ")?(?:\\S+ +)??(?:(?:In|Out|P|B|M) +)?(?:"
              + MAC
              + "(?: \\(oui [^)]*\\))? (?:> \\S+?(?: \\(oui [^)]*\\))?, )?(?:ethertype (?!IPv).*|802\\.3.*|LLC.*|.*, ethertype (?!IPv)(?!802\\.1Q).*)"
              + "|(?:STP|LLDP|Loopback|EAPOL|EAP|CDPv\\d|MPLS|PPPoE|802\\.1\\w+|AoE|LACPv\\d|UDLD|VTPv\\d|DTPv\\d|IS-IS|ISO|CLNP|AARP|IPX"
              + "|Realtek|MACsec|BATMAN|LLC|SNAP|HomePlug|Slow Protocols|OAM|CFM|PTPv\\d|NetBeui|DSA|version \\d+, resource ID)\\b.*)");

  /** What {@code -A} prints of a packet begins with its IP header, whose zeros are dots. */
  private static final Pattern ASCII =
      Pattern.compile("(?=(?:[^.]{0,8}\\.){4})[E`][\\x20-\\x7e]{15,}.*");

  private static final Pattern TUNNEL = Pattern.compile(".*\\b(?:OTV|VXLAN), flags .*");

  /** Whether a packet begins at this line, as far as the line alone tells. */
  static boolean begins(String line) {
    return BEGIN.matcher(line).matches() || LAYER.matcher(line).matches();
  }

  /** Whether a line that begins a packet tells of one that is not IP's. */
  static boolean isOther(String line) {
    return OTHER.matcher(line).matches();
  }

  /**
   * The packet that begins at a line. Where packets have times, a layer without one belongs to the
   * packet above; else only the one after a tunnel's head does.
   */
  static PacketLines at(CapturedText text, int first) {
    boolean stamped = BEGIN.matcher(text.line(first)).matches();
    List<String> layers = new ArrayList<>(List.of(text.line(first).strip()));
    int number = first + 1;
    for (; number <= text.lines().size(); number++) {
      String line = text.line(number);
      String above = text.line(number - 1);
      if (isHead(above) && line.startsWith("    ")) {
        int innermost = layers.size() - 1;
        layers.set(innermost, layers.get(innermost) + " " + line.strip());
      } else if (LAYER.matcher(line).matches()
          && (stamped || TUNNEL.matcher(layers.get(layers.size() - 1)).matches())) {
        layers.add(line.strip());
      } else if (isContinued(line, stamped)) {
        layers.add(line.strip());
      } else {
        break;
      }
    }
    number = stamped ? afterAscii(text, number) : number;
    return new PacketLines(first, number - 1, layers);
  }

  private static boolean isContinued(String line, boolean stamped) {
    boolean indented = line.startsWith("\t") || (stamped && line.startsWith(" "));
    return indented && !line.isBlank() && !(stamped && BEGIN.matcher(line).matches());
  }

  /** The number of the line after a packet's content in ASCII; any text may stand in it. */
  private static int afterAscii(CapturedText text, int number) {
    int after = number;
    if (after <= text.lines().size() && ASCII.matcher(text.line(after)).matches()) {
      while (after <= text.lines().size()
          && !BEGIN.matcher(text.line(after)).matches()
          && !TcpdumpFileParser.isMessage(text.line(after))) {
        after++;
      }
    }
    return after;
  }

  /** {@code IP (tos 0x0, ttl 64, ..., length 134)}, whose addresses stand on the next line. */
  private static boolean isHead(String line) {
    return line.endsWith(")") && line.contains(" (");
  }
}
