package io.coldtrace.parsers.nettools;

import io.coldtrace.facts.Ip;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code netstat}: sockets, {@code -r} routes, {@code -i} interfaces, {@code -s} counters;
 * {@code -g} groups and UNIX sockets are accounted for.
 *
 * <pre>
 * Active Internet connections (servers and established)
 * Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
 * tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      483/sshd
 * udp        0      0 0.0.0.0:8472            0.0.0.0:*                           -
 * </pre>
 *
 * Format: netstat(8) of net-tools and busybox.
 */
public final class NetstatFileParser implements FileParser {
  private static final Pattern TITLE =
      Pattern.compile(
          "Active (?:Internet|UNIX domain|Bluetooth|IPX|X\\.25|AX\\.25|NET/ROM|DDP) .*"
              + "|IPv6/IPv4 Group Memberships|IPv[46] Group Memberships"
              + "|(?:激活|活动|活跃)的? ?(?:Internet|UNIX|Bluetooth).*");

  private static final Pattern COLUMNS =
      Pattern.compile("Proto +(?:Recv-Q|RefCnt) .*|Interface +RefCnt +Group|-+ -+ -+");

  private static final Pattern UNIX_SOCKET =
      Pattern.compile("unix\\s+[0-9]+\\s+\\[.*|(?:l2cap|rfcomm)\\s.*");

  private static final Pattern HINT =
      Pattern.compile(
          "\\(Not all processes could be identified.*|will not be shown, you would have to .*"
              + "|error parsing /proc/net/\\w+:.*"
              + "|[（(]并非所有进程.*|.*必须切换到 root.*");

  @Override
  public String kind() {
    return "netstat";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    RouteTable routes = new RouteTable();
    InterfaceTable interfaces = new InterfaceTable();
    ProtocolStatistics statistics = new ProtocolStatistics();
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (TITLE.matcher(line).matches()
          || COLUMNS.matcher(line).matches()
          || RouteFileParser.isTitle(line)
          || routes.heading(line)
          || interfaces.heading(line)) {
        ledger.ignored(number, Ignored.HEADING);
      } else if (HINT.matcher(line).matches()) {
        ledger.ignored(number, Ignored.TOOL_MESSAGE);
      } else if (!interfaces.row(line, text.at(number), ledger)
          && !statistics.line(line, text.at(number), ledger)) {
        row(line, routes, text, number, ledger);
      }
    }
  }

  private static void row(
      String line, RouteTable routes, CapturedText text, int number, LineLedger ledger) {
    Optional<SocketRow> socket = SocketRow.parse(line);
    if (socket.isPresent()) {
      socket.get().account(text.at(number), ledger);
    } else if (UNIX_SOCKET.matcher(line).matches() || isGroup(line)) {
      ledger.ignored(number, Ignored.NOT_MODELLED);
    } else {
      routes.row(line, text.at(number)).ifPresent(ledger::fact);
    }
  }

  /** {@code eth0 1 224.0.0.1}. */
  private static boolean isGroup(String line) {
    Words words = new Words(line);
    return words.count() == 3 && Words.isNumber(words.at(1)) && Ip.parse(words.at(2)).isPresent();
  }
}
