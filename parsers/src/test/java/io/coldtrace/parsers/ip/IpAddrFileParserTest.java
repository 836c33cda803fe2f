package io.coldtrace.parsers.ip;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import org.junit.jupiter.api.Test;

class IpAddrFileParserTest {
  private final IpAddrFileParser parser = new IpAddrFileParser();

  @Test
  void readsANode() {
    LineLedger ledger = parse(parser, "lab-d.txt");
    assertLines(ledger, 34, 11, 0);
    assertEquals(7, facts(ledger, Link.class).size());
    assertEquals(
        List.of(
            "lo 127.0.0.1/8 host lo",
            "lo ::1/128 host lo",
            "eth0 192.168.56.11/24 global eth0",
            "eth0 fe80::5054:ff:fe04:7df/64 link eth0",
            "cni0 10.244.0.1/24 global cni0",
            "cni0 fe80::2c:28ff:fe45:cd1d/64 link cni0",
            "flannel.1 10.244.0.0/32 global flannel.1"),
        show(ledger).subList(0, 7));
    assertEquals(10, facts(ledger, InterfaceAddress.class).get(2).source().line());
  }

  @Test
  void oneLineAnAddressSaysTheSame() {
    LineLedger ledger = parse(parser, "lab-o.txt");
    assertLines(ledger, 11, 0, 0);
    assertEquals(show(parse(parser, "lab-d.txt")), show(ledger));
  }

  @Test
  void readsLabelsAndPeers() {
    LineLedger ledger = parse(parser, "labels.txt");
    assertLines(ledger, 7, 5, 0);
    assertEquals(
        List.of(
            "eth7 10.0.0.5/24 global eth7",
            "eth7 10.9.9.1/32 global eth7",
            "eth7 10.0.0.6/24 global eth7:1 secondary",
            "eth7 fd00::1/64 global eth7",
            "eth7 fe80::7444:3aff:fec7:9e5a/64 link eth7"),
        show(ledger));
  }

  @Test
  void readsOldAndForeignListings() {
    LineLedger old = parse(parser, "rhel6-tunnels.txt");
    assertLines(old, 19, 6, 0);
    assertEquals("tunl1 172.30.0.1/32 global tunl1", show(old).get(2));
    assertLines(parse(parser, "busybox.txt"), 8, 5, 0);
  }

  @Test
  void anExcerptTellsTheInterfaceByItsLabel() {
    LineLedger ledger = parseText(parser, "    inet 10.244.1.1/24 scope global cni0");
    assertEquals(List.of("cni0 10.244.1.1/24 global cni0"), show(ledger));
    assertLines(parseText(parser, "    inet \t scope global flannel.1"), 0, 0, 1);
    assertLines(parseText(parser, "    inet 10.xx.xx.188/24 scope global eth0"), 0, 0, 1);
  }

  private static List<String> show(LineLedger ledger) {
    return facts(ledger, InterfaceAddress.class).stream()
        .map(
            address ->
                String.join(
                        " ",
                        address.device(),
                        address.address().toString(),
                        address.scope(),
                        address.label())
                    + (address.secondary() ? " secondary" : ""))
        .toList();
  }
}
