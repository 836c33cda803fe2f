package io.coldtrace.parsers.manifest;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.capture.Peer;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeersFileParserTest {
  @Test
  void readsEachKindOfPeer() {
    LineLedger ledger = parse(new PeersFileParser(), "peers.tsv");
    assertLines(ledger, 6, 3, 2);
    assertEquals(
        List.of(
            "node node-1 node-1 192.168.56.11 10.244.0.0/24 -",
            "node node-4 node-4 192.168.56.14  -",
            "pod node-2 default/web-2 10.244.2.7  80/tcp",
            "pod node-1 default/idle 10.244.0.9  -",
            "dns node-1 kube-system/coredns-1 10.244.0.3  -",
            "service  kube-system/kube-dns 10.96.0.10  53/udp"),
        facts(ledger, Peer.class).stream().map(PeersFileParserTest::show).toList());
  }

  private static String show(Peer peer) {
    return String.join(
        " ",
        peer.kind(),
        peer.node(),
        peer.name(),
        peer.address().toString(),
        peer.podCidr().map(Object::toString).orElse(""),
        peer.port());
  }
}
