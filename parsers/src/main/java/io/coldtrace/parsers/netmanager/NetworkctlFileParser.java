package io.coldtrace.parsers.netmanager;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.ManagedDevice;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code networkctl list} and {@code networkctl status}.
 *
 * <pre>
 * IDX LINK       TYPE     OPERATIONAL SETUP
 *   4 flannel.1  vxlan    routable    unmanaged
 *
 * ● 2: eth0
 *                      Link File: /usr/lib/systemd/network/99-default.link
 *                          State: routable (configured)
 * </pre>
 *
 * Format: networkctl(1).
 */
public final class NetworkctlFileParser implements FileParser {
  private static final String SETUP =
      "(?:unmanaged|configured|configuring|pending|failed|initialized|linger|n/a)";

  private static final Pattern ROW =
      Pattern.compile("[0-9]+\\s+(\\S+)\\s+(\\S+)\\s+([a-z/-]+)\\s+(" + SETUP + ")");

  private static final Pattern FRAME =
      Pattern.compile(
          "IDX\\s+LINK\\s+TYPE\\s+.*|[0-9]+ links? listed\\.|WARNING: systemd-networkd is not running.*");

  private static final Pattern STATUS_HEAD = Pattern.compile("[●*○×] +[0-9]+: (\\S+)");
  private static final Pattern STATE =
      Pattern.compile("(?:State|Type): ([a-z-]+)(?: \\((\\w+)\\))?");
  private static final Pattern PROPERTY = Pattern.compile("(?:[●*○×] *)?[A-Z][\\w ()/.-]*: .*");

  @Override
  public String kind() {
    return "networkctl";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    String device = "";
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Source source = text.at(number);
      Matcher row = ROW.matcher(line);
      Matcher head = STATUS_HEAD.matcher(line);
      Matcher state = STATE.matcher(line);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (FRAME.matcher(line).matches()) {
        ledger.ignored(number, Ignored.HEADING);
      } else if (row.matches()) {
        ledger.fact(device(source, row.group(1), row.group(2), row.group(4)));
      } else if (head.matches()) {
        device = head.group(1);
        ledger.ignored(number, Ignored.HEADING);
      } else if (!device.isEmpty() && state.matches() && state.group(2) != null) {
        ledger.fact(device(source, device, "", state.group(2)));
      } else if (PROPERTY.matcher(line).matches() || isContinued(text.line(number))) {
        // An address, a route, or a line of the log that status ends with.
        ledger.ignored(number, Ignored.NOT_MODELLED);
      }
    }
  }

  private static boolean isContinued(String line) {
    return line.matches("\\s{10,}\\S.*|[A-Z][a-z]{2} [0-9 ]{2} [0-9:]{8} .*");
  }

  private static ManagedDevice device(Source source, String name, String type, String setup) {
    return new ManagedDevice(source, "systemd-networkd", name, type, setup, "");
  }
}
