package io.coldtrace.parsers.ip;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Bridge;
import io.coldtrace.facts.network.BridgePort;
import io.coldtrace.facts.network.InterfaceCounter;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Vxlan;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IpLinkFileParserTest {
  private final IpLinkFileParser parser = IpLinkFileParser.ofText();

  @Test
  void readsDetailsOfANode() {
    LineLedger ledger = parse(parser, "lab-d-s.txt");
    assertLines(ledger, 36, 15, 0);
    assertEquals(
        List.of(
            "lo  65536 UNKNOWN  00:00:00:00:00:00 ",
            "eth0 if3 1500 UP  52:54:00:04:07:df veth",
            "cni0  1450 UP  02:2c:28:45:cd:1d bridge",
            "flannel.1  1450 UNKNOWN  02:4d:c9:1e:a4:05 vxlan",
            "veth2834c068 if2 1450 UP cni0 56:73:04:33:18:67 veth",
            "veth0adbbbd3 if2 1450 UP cni0 7a:12:89:50:20:cc veth",
            "veth875c9f2f if2 1450 UP cni0 76:a7:61:65:64:01 veth"),
        show(ledger));
    Link flannel = facts(ledger, Link.class).get(3);
    assertEquals(List.of("BROADCAST", "MULTICAST", "UP", "LOWER_UP"), flannel.flags());
    assertEquals(4, flannel.index());
    assertEquals(
        Optional.of(
            new Vxlan(
                new Source("node-1", "ip-link.txt", 23), 1, "192.168.56.11", "eth0", 8472, false)),
        flannel.vxlan());
    assertEquals(
        List.of(new Bridge(new Source("node-1", "ip-link.txt", 16), "cni0", "off", "off", "off")),
        facts(ledger, Bridge.class));
    assertEquals(3, facts(ledger, BridgePort.class).size());
    assertEquals(
        new BridgePort(
            new Source("node-1", "ip-link.txt", 31), "cni0", "veth2834c068", "forwarding", "on"),
        facts(ledger, BridgePort.class).get(0));
  }

  @Test
  void oneLineAnInterfaceSaysTheSame() {
    List<String> blocks = show(parse(parser, "lab-d-s.txt"));
    LineLedger detailed = parse(parser, "lab-d-o.txt");
    assertLines(detailed, 7, 0, 0);
    assertEquals(blocks, show(detailed));
    assertEquals(8472, facts(detailed, Link.class).get(3).vxlan().orElseThrow().port());
    LineLedger counters = parse(parser, "lab-s-o.txt");
    assertLines(counters, 7, 0, 0);
    assertEquals(show(parse(parser, "lab-plain.txt")), show(counters));
  }

  @Test
  void readsOldAndForeignListings() {
    assertEquals(
        List.of(
            "lo  65536 UNKNOWN  00:00:00:00:00:00 ",
            "eth0  1500 UP  01:02:03:04:05:06 ",
            "eth1  1500 UP  01:02:03:04:05:07 ",
            "eth2  1500 UP  01:02:03:04:05:08 ",
            "imq0  16000 UNKNOWN   "),
        show(parse(parser, "busybox.txt")));
    assertLines(parse(parser, "busybox.txt"), 10, 4, 0);
    assertLines(parse(parser, "virtual-functions.txt"), 2, 4, 0);
    Link old = facts(parse(parser, "flannel-old.txt"), Link.class).get(0);
    assertEquals(8472, old.vxlan().orElseThrow().port());
  }

  @Test
  void whatIsCutInTheMiddleIsUnrecognized() {
    assertLines(parseText(parser, "2: eth0: <BROADCA"), 0, 0, 1);
    assertLines(parseText(parser, "2: eth0: <BROADCAST,UP>"), 0, 0, 1);
    assertLines(parseText(parser, "    vxlan id 1 dstport 8472"), 0, 0, 1);
  }

  private static List<String> show(LineLedger ledger) {
    return facts(ledger, Link.class).stream()
        .map(
            link ->
                String.join(
                    " ",
                    link.name(),
                    link.peer(),
                    String.valueOf(link.mtu()),
                    link.state(),
                    link.master(),
                    link.mac(),
                    link.kind()))
        .toList();
  }

  @Test
  void readsCountersThatMoved() {
    LineLedger ledger =
        parseText(
            parser,
            "2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT",
            "    link/ether 52:54:00:9b:e9:01 brd ff:ff:ff:ff:ff:ff",
            "    RX:  bytes packets errors dropped  missed   mcast",
            "          1464      21      3       0       1      21",
            "    RX errors: length    crc   frame    fifo overrun",
            "                    0      3       0       0       0",
            "    TX: bytes  packets  errors  dropped carrier collsns",
            "    586        7        0       0       0       0");
    assertEquals(
        List.of(
            "4 rx_packets 21",
            "4 rx_errors 3",
            "4 rx_missed_errors 1",
            "4 multicast 21",
            "6 rx_crc_errors 3",
            "8 tx_packets 7"),
        facts(ledger, InterfaceCounter.class).stream()
            .map(each -> each.source().line() + " " + each.name() + " " + each.value())
            .toList());
    assertLines(ledger, 5, 3, 0);
  }
}
