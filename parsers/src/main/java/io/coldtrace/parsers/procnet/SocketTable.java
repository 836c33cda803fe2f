package io.coldtrace.parsers.procnet;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Socket;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import java.util.List;
import java.util.Optional;

/**
 * {@code /proc/net/tcp}, {@code udp}, and their like for IPv6. Only the file's name tells TCP from
 * UDP for sure; without it the column {@code drops}, which TCP lacks.
 *
 * <pre>
 *   sl  local_address rem_address   st tx_queue rx_queue tr tm-&gt;when retrnsmt   uid  timeout inode
 *    0: 0500000A:0016 00000000:0000 0A 00000000:00000001 00:00000000 00000000     0        0 2740
 * </pre>
 *
 * Format: the kernel, {@code Documentation/networking/proc_net_tcp.rst}.
 */
final class SocketTable implements ProcNetTable {
  /** By the kernel's numbers, 1 to 12. */
  private static final List<String> STATES =
      List.of(
          "ESTAB",
          "SYN-SENT",
          "SYN-RECV",
          "FIN-WAIT-1",
          "FIN-WAIT-2",
          "TIME-WAIT",
          "UNCONN",
          "CLOSE-WAIT",
          "LAST-ACK",
          "LISTEN",
          "CLOSING",
          "SYN-RECV");

  @Override
  public boolean isHeading(String line) {
    return line.matches("sl\\s+local_address\\s+rem(?:ote)?_address\\s.*");
  }

  @Override
  public boolean row(String line, String heading, Source source, LineLedger ledger) {
    Words words = new Words(line);
    if (heading.isEmpty() || words.count() < 10 || !words.at(0).matches("[0-9]+:")) {
      return false;
    }
    Optional<Ip> local = address(words.at(1));
    Optional<Ip> peer = address(words.at(2));
    if (local.isEmpty() || peer.isEmpty() || !words.at(3).matches("0[1-9A-Ca-c]")) {
      return false;
    }
    String protocol = protocol(source.file(), heading);
    if (!protocol.equals("tcp") && !protocol.equals("udp")) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
      return true;
    }
    int peerPort = port(words.at(2));
    ledger.fact(
        new Socket(
            source,
            protocol,
            STATES.get(Integer.parseInt(words.at(3), 16) - 1),
            local.get().toString(),
            port(words.at(1)),
            peer.get().toString(),
            peerPort == 0 ? -1 : peerPort,
            ""));
    return true;
  }

  private static String protocol(String file, String heading) {
    String name = file.replaceFirst(".*/", "").replaceFirst("\\.txt$", "");
    for (String protocol : List.of("udplite", "udp", "tcp", "raw", "icmp")) {
      if (name.matches("(?:.*[^a-z])?" + protocol + "6?(?:[^a-z0-9].*)?")) {
        return protocol;
      }
    }
    return heading.endsWith("drops") ? "udp" : "tcp";
  }

  private static Optional<Ip> address(String endpoint) {
    return endpoint.matches("[0-9A-Fa-f]+:[0-9A-Fa-f]{4}")
        ? HexAddress.ofHostOrder(endpoint.substring(0, endpoint.indexOf(':')))
        : Optional.empty();
  }

  private static int port(String endpoint) {
    return Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1), 16);
  }
}
