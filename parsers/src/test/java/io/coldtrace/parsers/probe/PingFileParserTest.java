package io.coldtrace.parsers.probe;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.PingOutput;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingFileParserTest {
  private final PingFileParser parser = new PingFileParser();

  @Test
  void theStatisticsAreTheSource() {
    LineLedger ledger = parse(parser, "ok.txt");
    assertLines(ledger, 5, 2, 0);
    assertEquals(
        List.of(new PingOutput(new Source("node-1", "ping.txt", 6), "127.0.0.1", 2, 2, List.of())),
        ledger.facts());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          packet-filtered.txt       | 127.0.0.9 2 0 [From 127.0.0.9 icmp_seq=1 Packet filtered, From 127.0.0.9 icmp_seq=2 Packet filtered]
          port-unreachable.txt      | 127.0.0.8 2 0 [From 127.0.0.8 icmp_seq=1 Destination Port Unreachable, From 127.0.0.8 icmp_seq=2 Destination Port Unreachable]
          no-route.txt              | "" -1 -1 [ping: connect: Network is unreachable]
          timeout.txt               | 10.0.0.99 2 0 []
          message-too-long.txt      | 10.0.0.1 2 0 [ping: local error: message too long, mtu=1500, ping: local error: message too long, mtu=1500]
          busybox.txt               | 127.0.0.1 2 2 []
          busybox-not-permitted.txt | 10.0.0.66 -1 -1 [ping: sendto: Operation not permitted]
          zh-cn.txt                 | 10.0.0.6 2 1 [来自 10.0.0.5 icmp_seq=2 目标主机不可达]
          zh-cn-half.txt            | 10.0.0.6 1 1 []
          freebsd6.txt              | 2a00:1450:4001:824::2004 5 5 []
          time-stamps.txt           | google.com 5 5 []
          cut.txt                   | 192.168.0.1 -1 -1 []
          macos.txt                 | www.amazon.com 2 0 [Request timeout for icmp_seq 0]
          """)
  void readsEachOrigin(String fixture, String expected) {
    LineLedger ledger = parse(parser, fixture);
    PingOutput ping = facts(ledger, PingOutput.class).get(0);
    String target = ping.target().isEmpty() ? "\"\"" : ping.target();
    assertEquals(
        expected, target + " " + ping.transmitted() + " " + ping.received() + " " + ping.errors());
    assertEquals(List.of(), ledger.unrecognized());
    assertEquals(1, ledger.facts().size());
  }
}
