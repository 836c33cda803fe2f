package io.coldtrace.parsers.nettools;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Socket;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of {@code netstat}'s table of Internet connections.
 *
 * <pre>
 * tcp6       0      0 :::6443      :::*      LISTEN   0   19422   7511/kube-apiserver  off (0.00/0/0)
 * </pre>
 */
final class SocketRow {
  private static final Pattern ROW =
      Pattern.compile(
          "(?<protocol>tcp6?|udp6?|udplite6?|sctp6?|raw6?|icmp6?)\\s+[0-9]+\\s+[0-9]+\\s+"
              + "(?<local>\\S+)\\s+(?<peer>\\S+)(?:\\s+(?<state>[A-Z][A-Z_0-9]+|7))?"
              + "(?<rest>(?:\\s.*)?)");

  private static final Pattern ENDPOINT =
      Pattern.compile("(?<address>[0-9a-fA-F.:*]+?)(?:%[^\\s:]+)?:(?<port>[0-9]{1,5}|\\*)");

  private static final Pattern PROGRAM =
      Pattern.compile("\\s[0-9]+/(\\S.*?)(?:\\s{2,}|\\s*$|\\s(?:off|on|keepalive|timewait) \\()");

  /** What ss calls the states otherwise. */
  private static final Map<String, String> STATES =
      Map.of(
          "ESTABLISHED", "ESTAB",
          "SYN_SENT", "SYN-SENT",
          "SYN_RECV", "SYN-RECV",
          "FIN_WAIT1", "FIN-WAIT-1",
          "FIN_WAIT2", "FIN-WAIT-2",
          "TIME_WAIT", "TIME-WAIT",
          "CLOSE", "UNCONN",
          "CLOSE_WAIT", "CLOSE-WAIT",
          "LAST_ACK", "LAST-ACK");

  private static final Set<String> MODELLED = Set.of("tcp", "udp");

  private final Matcher row;

  private SocketRow(Matcher row) {
    this.row = row;
  }

  static Optional<SocketRow> parse(String line) {
    Matcher row = ROW.matcher(line);
    return row.matches() ? Optional.of(new SocketRow(row)) : Optional.empty();
  }

  /** A socket of TCP or UDP is a fact, unless it shows names in place of numbers. */
  void account(Source source, LineLedger ledger) {
    String protocol = row.group("protocol").replaceFirst("6$", "");
    Matcher local = ENDPOINT.matcher(row.group("local"));
    Matcher peer = ENDPOINT.matcher(row.group("peer"));
    boolean numeric = local.matches() && peer.matches();
    if (numeric && MODELLED.contains(protocol)) {
      ledger.fact(
          new Socket(
              source,
              protocol,
              state(),
              local.group("address"),
              port(local),
              peer.group("address"),
              port(peer),
              program()));
    } else if (!MODELLED.contains(protocol)
        || (row.group("local") + row.group("peer")).matches(".*:.*:.*")) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
  }

  /** Without a state it is a datagram socket that is connected to nobody. */
  private String state() {
    String state = row.group("state");
    return state == null ? "UNCONN" : STATES.getOrDefault(state, state);
  }

  private String program() {
    Matcher program = PROGRAM.matcher(row.group("rest"));
    return program.find() ? program.group(1) : "";
  }

  private static int port(Matcher endpoint) {
    String port = endpoint.group("port");
    return port.equals("*") ? -1 : Integer.parseInt(port);
  }
}
