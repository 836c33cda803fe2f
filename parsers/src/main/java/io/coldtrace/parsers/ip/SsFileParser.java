package io.coldtrace.parsers.ip;

import io.coldtrace.facts.network.Socket;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code ss -tuanp} and its relatives, with or without the column Netid. Where it is not
 * there, the state tells TCP from UDP.
 *
 * <pre>
 * Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess
 * udp   UNCONN 0      0            0.0.0.0:8472      0.0.0.0:*
 * tcp   LISTEN 0      64           [::]:6443         [::]:*    users:(("kube-apiserver",pid=19,fd=12))
 * </pre>
 *
 * Format: iproute2, {@code misc/ss.c}.
 */
public final class SsFileParser implements FileParser {
  private static final Pattern ROW =
      Pattern.compile(
          "(?:(?<netid>[a-z][a-z0-9_]*)\\s+)?(?:(?<state>[A-Z][A-Z0-9-]*)\\s+)?"
              + "[0-9]+\\s+[0-9]+\\s+(?<local>\\S+)\\s+(?<peer>\\S+)(?:\\s+(?<rest>.*))?");

  private static final Pattern ENDPOINT =
      Pattern.compile(
          "\\[?(?<address>[0-9a-fA-F.:]+|\\*)(?:%[^\\s\\]]+)?]?(?:%\\S+)?:(?<port>[0-9]{1,5}|\\*)");

  private static final Pattern USER = Pattern.compile("users:\\(\\(\"([^\"]*)\"");

  /** What {@code ss -s} counts. */
  private static final Pattern SUMMARY =
      Pattern.compile(
          "Total: [0-9]+.*|(?:TCP|UDP|RAW|INET|FRAG):?\\s+[0-9]+(?:\\s+[0-9]+\\s+[0-9]+| \\(.*\\))|\\*\\s+[0-9]+\\s+-\\s+-");

  @Override
  public String kind() {
    return "ss";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    boolean listsUdp = text.lines().stream().anyMatch(line -> line.strip().startsWith("UNCONN"));
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Matcher row = ROW.matcher(line);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if ((line.contains("Recv-Q") && line.contains("Address:Port"))
          || line.startsWith("Transport ")) {
        ledger.ignored(number, Ignored.HEADING);
      } else if (row.matches()) {
        String protocol = protocol(row, listsUdp);
        if (protocol.equals("tcp") || protocol.equals("udp")) {
          socket(row, protocol, text, number).ifPresent(ledger::fact);
        } else {
          // Without Netid and State, as ss -ump has it, it may be of any protocol.
          ledger.ignored(number, Ignored.NOT_MODELLED);
        }
      } else if (SUMMARY.matcher(line).matches()) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      } else if (Character.isWhitespace(text.line(number).charAt(0)) && number > 1) {
        // What -m, -i, -o and -e add to the socket above.
        ledger.ignored(number, Ignored.NOT_MODELLED);
      }
    }
  }

  private static String protocol(Matcher row, boolean listsUdp) {
    String state = orEmpty(row.group("state"));
    if (row.group("netid") != null) {
      return row.group("netid");
    }
    if (state.isEmpty()) {
      return "";
    }
    return state.equals("UNCONN") || (state.equals("ESTAB") && listsUdp) ? "udp" : "tcp";
  }

  private static Optional<Socket> socket(
      Matcher row, String protocol, CapturedText text, int number) {
    Matcher local = ENDPOINT.matcher(row.group("local"));
    Matcher peer = ENDPOINT.matcher(row.group("peer"));
    if (!local.matches() || !peer.matches()) {
      return Optional.empty();
    }
    Matcher user = USER.matcher(orEmpty(row.group("rest")));
    return Optional.of(
        new Socket(
            text.at(number),
            protocol,
            orEmpty(row.group("state")),
            local.group("address"),
            port(local),
            peer.group("address"),
            port(peer),
            user.find() ? user.group(1) : ""));
  }

  private static int port(Matcher endpoint) {
    String port = endpoint.group("port");
    return port.equals("*") ? -1 : Integer.parseInt(port);
  }

  private static String orEmpty(String group) {
    return group == null ? "" : group;
  }
}
