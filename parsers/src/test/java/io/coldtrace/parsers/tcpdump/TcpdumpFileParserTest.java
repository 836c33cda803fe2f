package io.coldtrace.parsers.tcpdump;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Packet;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TcpdumpFileParserTest {
  private static final String PROHIBITED =
      "ICMP host 192.168.56.12 unreachable - admin prohibited, length 142";

  private final TcpdumpFileParser parser = new TcpdumpFileParser();

  @Test
  void aPacketInATunnelIsOnePacket() {
    LineLedger ledger = parse(parser, "underlay.txt");
    assertLines(ledger, 32, 6, 0);
    assertEquals(
        new Packet(
            new Source("node-1", "tcpdump.txt", 1),
            1795388073.675281,
            "",
            "",
            Ip.of("192.168.56.13"),
            36830,
            Ip.of("192.168.56.12"),
            8472,
            "udp",
            64,
            1,
            Optional.of(Ip.of("10.244.2.0")),
            Optional.of(Ip.of("10.244.1.0")),
            "ICMP echo request, id 3133, seq 1, length 64"),
        ledger.facts().get(0));
    assertEquals(
        "3: 192.168.56.12:-1 > 192.168.56.13:-1 icmp 142 vni -1 | " + PROHIBITED,
        show(ledger).get(1));
  }

  @Test
  void whatAnErrorQuotesIsNoPacket() {
    LineLedger ledger = parse(parser, "verbose.txt");
    assertLines(ledger, 19, 1, 0);
    assertEquals(
        List.of(
            "2: 192.168.56.13:36830 > 192.168.56.12:8472 udp 64 vni 1"
                + " | ICMP echo request, id 3133, seq 1, length 64",
            "6: 192.168.56.12:-1 > 192.168.56.13:-1 icmp 142 vni -1 | " + PROHIBITED,
            "12: 192.168.56.13:36830 > 192.168.56.12:8472 udp 64 vni 1"
                + " | ICMP echo request, id 3133, seq 2, length 64"),
        show(ledger).subList(0, 3));
  }

  @Test
  void theAnyDeviceNamesTheRealOne() {
    LineLedger ledger = parse(parser, "any.txt");
    assertEquals(List.of(), ledger.unrecognized());
    List<Packet> packets = facts(ledger, Packet.class);
    assertEquals("flannel.1 Out", packets.get(0).device() + " " + packets.get(0).direction());
    assertEquals("eth0 In", packets.get(2).device() + " " + packets.get(2).direction());
    assertEquals(22 * 3600 + 54 * 60 + 33.675260, packets.get(0).time(), 1e-6);
    LineLedger detailed = parse(parser, "any-verbose-ethernet.txt");
    assertLines(detailed, 8, 2, 0);
    assertEquals(
        "3: 10.16.0.9:-1 > 172.17.0.1:-1 icmp 64 vni -1"
            + " | ICMP echo request, id 37989, seq 0, length 64",
        show(detailed).get(0));
  }

  @Test
  void readsEthernetHeads() {
    LineLedger ledger = parse(parser, "ethernet.txt");
    assertEquals(List.of(), ledger.unrecognized());
    assertEquals(1, facts(ledger, Packet.class).get(0).vni());
    LineLedger golden = parse(parser, "golden-vxlan.txt");
    assertLines(golden, 8, 0, 0);
    assertEquals(
        List.of("100 192.168.203.3", "100 -", "100 -", "100 192.168.203.5"),
        facts(golden, Packet.class).stream()
            .map(packet -> packet.vni() + " " + packet.innerSource().map(Ip::toString).orElse("-"))
            .toList());
    assertLines(parse(parser, "no-times-ethernet.txt"), 4, 6, 1);
  }

  @Test
  void withoutTimesTheTunnelTellsWhatBelongsTogether() {
    LineLedger ledger = parse(parser, "no-times.txt");
    assertEquals(List.of(1, 3, 4), lines(ledger));
    assertEquals(-1, facts(ledger, Packet.class).get(0).time());
    assertEquals(List.of(1, 3), lines(parse(parser, "as-vxlan.txt")));
    assertEquals(3, facts(parse(parser, "golden-date.txt"), Packet.class).size());
  }

  @Test
  void anUndecodedTunnelIsPlainUdp() {
    LineLedger ledger = parse(parser, "odd-port.txt");
    assertEquals(
        List.of(
            "1: 192.168.56.13:36830 > 192.168.56.12:8475 udp 82 vni -1 | UDP, length 82",
            "2: 192.168.56.13:36830 > 192.168.56.12:8472 udp -1 vni -1 | [|OTV]",
            "4: fe80::5054:ff:fe04:7df:-1 > ff02::2:-1 icmp6 16 vni -1"
                + " | ICMP6, router solicitation, length 16",
            "5: fd00::1:546 > fd00::2:8472 udp -1 vni 3245"
                + " | OTV, flags [I] (0x08), overlay 0, instance 3245"),
        show(ledger));
    assertEquals(List.of(3, 6), ledger.unrecognized());
  }

  @Test
  void otherProtocolsAreNotModelled() {
    assertLines(
        parseText(
            parser,
            "17:04:40.667263 ARP, Reply 192.168.1.240 is-at fa:16:3e:5a:39:4c, length 46",
            "^C",
            "4 packets captured",
            "6 packets received by filter",
            "[root@node-1 ~]#"),
        0,
        4,
        1);
  }

  private static List<Integer> lines(LineLedger ledger) {
    return ledger.facts().stream().map(packet -> packet.source().line()).toList();
  }

  private static List<String> show(LineLedger ledger) {
    return facts(ledger, Packet.class).stream()
        .map(
            packet ->
                String.format(
                    "%d: %s:%d > %s:%d %s %d vni %d | %s",
                    packet.source().line(),
                    packet.sender(),
                    packet.sourcePort(),
                    packet.receiver(),
                    packet.destinationPort(),
                    packet.protocol(),
                    packet.length(),
                    packet.vni(),
                    packet.summary()))
        .toList();
  }
}
