package io.coldtrace.parsers.nettools;

import io.coldtrace.facts.network.Bridge;
import io.coldtrace.facts.network.BridgePort;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code brctl show}, and accounts for {@code brctl showmacs} and {@code brctl showstp}.
 *
 * <pre>
 * bridge name	bridge id		STP enabled	interfaces
 * cni0		8000.be06cb0b4f41	no		veth2834c068
 * 							veth8ea02941
 * docker0		8000.0242d4cf2112	no
 * </pre>
 *
 * Format: brctl(8) of bridge-utils and busybox.
 */
public final class BrctlFileParser implements FileParser {
  private static final Pattern HEADING =
      Pattern.compile("bridge name\\s+bridge id.*|port no\\s+mac addr\\s+is local\\?.*|网桥名称\\s.*");

  private static final Pattern BRIDGE =
      Pattern.compile(
          "(?<name>\\S+)\\s+[0-9a-fA-F]{1,4}\\.[0-9a-fA-F:]{12,17}"
              + "\\s+(?<stp>yes|no)(?:\\s+(?<port>\\S+))?");

  private static final Pattern PORT = Pattern.compile("[^\\s/:]{1,15}");

  private static final Pattern MAC_ROW =
      Pattern.compile("[0-9]+\\s+(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\\s+(?:yes|no)\\s+[0-9.]+");

  /** What {@code showstp} prints of a bridge and of each of its ports. */
  private static final Pattern STP_ROW =
      Pattern.compile(
          "(?:bridge id|designated (?:root|bridge|port|cost)|root port|path cost|max age"
              + "|hello time|forward delay|ageing time|hello timer|tcn timer"
              + "|topology change timer|gc timer|port id|message age timer"
              + "|forward delay timer|hold timer|hash elasticity|hash max"
              + "|mc last member count|mc init query count|mc router|mc snooping"
              + "|mc last member timer|mc membership timer|mc querier timer|mc query interval"
              + "|mc response interval|mc init query interval|flags)(?:\\s.*)?"
              + "|\\S+ \\([0-9]+\\)");

  @Override
  public String kind() {
    return "brctl";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    String bridge = "";
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Matcher row = BRIDGE.matcher(line);
      boolean indented = !line.isEmpty() && Character.isWhitespace(text.line(number).charAt(0));
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (HEADING.matcher(line).matches()) {
        ledger.ignored(number, Ignored.HEADING);
      } else if (row.matches()) {
        bridge = row.group("name");
        String stp = row.group("stp").equals("yes") ? "on" : "off";
        ledger.fact(new Bridge(text.at(number), bridge, stp, "", ""));
        port(bridge, row.group("port"), text, number, ledger);
      } else if (indented && !bridge.isEmpty() && PORT.matcher(line).matches()) {
        port(bridge, line, text, number, ledger);
      } else if (MAC_ROW.matcher(line).matches() || STP_ROW.matcher(line).matches()) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      }
    }
  }

  private static void port(
      String bridge, String device, CapturedText text, int number, LineLedger ledger) {
    if (device != null) {
      ledger.fact(new BridgePort(text.at(number), bridge, device, "", ""));
    }
  }
}
