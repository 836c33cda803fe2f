package io.coldtrace.parsers.ip;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.network.Socket;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import org.junit.jupiter.api.Test;

class SsFileParserTest {
  private final SsFileParser parser = new SsFileParser();

  @Test
  void readsSocketsOfANode() {
    LineLedger ledger = parse(parser, "lab-tuanp.txt");
    assertLines(ledger, 2, 1, 0);
    assertEquals(
        List.of(
            "udp UNCONN 0.0.0.0 8472 0.0.0.0 -1 ",
            "tcp LISTEN 192.168.56.11 6443 0.0.0.0 -1 kube-apiserver"),
        show(ledger));
  }

  @Test
  void withoutNetidTheStateTells() {
    assertEquals(
        List.of("tcp LISTEN 192.168.56.11 6443 0.0.0.0 -1 "), show(parse(parser, "lab-tln.txt")));
    assertEquals(
        List.of("udp UNCONN 0.0.0.0 8472 0.0.0.0 -1 "), show(parse(parser, "lab-unap.txt")));
    assertEquals(
        List.of("udp ESTAB 10.0.0.5 44001 10.96.0.10 53 ", "udp UNCONN 127.0.0.53 53 * -1 "),
        show(
            parseText(
                parser,
                "ESTAB 0 0 10.0.0.5:44001 10.96.0.10:53",
                "UNCONN 0 0 127.0.0.53%lo:53 *:*")));
  }

  @Test
  void readsOldListings() {
    LineLedger rhel7 = parse(parser, "rhel7.txt");
    assertEquals("udp UNCONN :: 37968 :: 12345 rpc.statd", show(rhel7).get(3));
    assertEquals("tcp LISTEN * 111 * -1 rpcbind", show(rhel7).get(4));
    assertEquals(List.of(), rhel7.unrecognized());
    assertEquals("tcp UNCONN * 68 * -1 dhclient", show(parse(parser, "rhel6.txt")).get(0));
  }

  @Test
  void otherSocketsAndDetailsAreNotModelled() {
    assertLines(
        parseText(
            parser,
            "tcp LISTEN 0 128 [::]:6443 [::]:*",
            "\t skmem:(r0,rb212992)",
            "u_str ESTAB 0 0 * 21999 * 22000 users:((\"dbus\",pid=1,fd=3))",
            "tcp LISTEN 0 128 0.0.0.0:ssh 0.0.0.0:*"),
        1,
        2,
        1);
  }

  private static List<String> show(LineLedger ledger) {
    return facts(ledger, Socket.class).stream()
        .map(
            socket ->
                String.join(
                    " ",
                    socket.protocol(),
                    socket.state(),
                    socket.localAddress(),
                    String.valueOf(socket.localPort()),
                    socket.peerAddress(),
                    String.valueOf(socket.peerPort()),
                    socket.process()))
        .toList();
  }
}
