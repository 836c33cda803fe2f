package io.coldtrace.parsers.ip;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.RoutingRule;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small tables of iproute2: rules, neighbors, forwarding databases. */
class NeighborsAndRulesTest {
  @Test
  void readsRoutingRules() {
    LineLedger ledger = parse(new IpRuleFileParser(), "actions.txt");
    assertLines(ledger, 9, 0, 0);
    assertEquals(
        List.of(
            "0|from all|lookup local",
            "100|from 10.0.0.0/8 fwmark 0x200/0xf00 iif gone [detached]|lookup 100",
            "200|not from all to 10.9.0.0/16|blackhole",
            "300|from all|lookup main suppress_prefixlength 0",
            "400|from all|goto 32766",
            "450|from all|goto 999 [unresolved]",
            "500|from 10.1.1.1|prohibit",
            "32766|from all|lookup main",
            "32767|from all|lookup default"),
        facts(ledger, RoutingRule.class).stream()
            .map(rule -> rule.priority() + "|" + rule.selector() + "|" + rule.action())
            .toList());
    assertLines(parse(new IpRuleFileParser(), "lab.txt"), 3, 0, 0);
    assertLines(parse(new IpRuleFileParser(), "details.txt"), 3, 0, 0);
    assertLines(parseText(new IpRuleFileParser(), "100: from all dance"), 0, 0, 1);
  }

  @Test
  void readsNeighbors() {
    IpNeighFileParser parser = new IpNeighFileParser();
    LineLedger lab = parse(parser, "lab.txt");
    assertEquals(
        new Neighbor(
            new Source("node-1", "ip-neigh.txt", 1),
            Ip.of("10.244.2.0"),
            "flannel.1",
            "02:42:af:d9:ef:c2",
            "PERMANENT"),
        facts(lab, Neighbor.class).get(0));
    assertLines(lab, 2, 0, 0);
    assertLines(parse(parser, "lab-s-s.txt"), 2, 0, 0);
    assertLines(parse(parser, "bad.txt"), 0, 0, 6);
    assertEquals("", facts(parse(parser, "flannel-dev.txt"), Neighbor.class).get(0).device());
    LineLedger old = parse(parser, "rhel7.txt");
    assertEquals(
        List.of("172.17.0.18  FAILED", "172.17.0.19 docker0 FAILED"),
        facts(old, Neighbor.class).stream()
            .filter(neighbor -> neighbor.mac().isEmpty())
            .map(each -> each.address() + " " + each.device() + " " + each.state())
            .toList());
    LineLedger statistics =
        parseText(
            parser,
            "192.168.56.1 dev eth0 lladdr 52:54:00:12:35:02 ref 1 used 21/21/16 probes 1 STALE",
            "fe80::22a:6aff:fe65:c3c2 dev bond0.104 lladdr 00:2a:6a:65:c3:c2 router STALE",
            "192.168.56.7 dev eth0  used 21/21/16 probes 6 FAILED ");
    assertLines(statistics, 3, 0, 0);
  }

  @Test
  void readsForwardingDatabases() {
    BridgeFdbFileParser parser = new BridgeFdbFileParser();
    LineLedger lab = parse(parser, "lab.txt");
    assertLines(lab, 26, 0, 0);
    assertEquals(
        new FdbEntry(
            new Source("node-1", "bridge-fdb.txt", 10),
            "02:42:af:d9:ef:c2",
            "flannel.1",
            "192.168.56.13",
            "",
            "",
            List.of("self", "permanent")),
        facts(lab, FdbEntry.class).get(9));
    assertEquals("cni0", facts(lab, FdbEntry.class).get(8).master());
    FdbEntry alone = facts(parse(parser, "lab-dev.txt"), FdbEntry.class).get(0);
    assertEquals("", alone.device());
    assertEquals("192.168.56.13", alone.destination());
    assertLines(parse(parser, "lab-s.txt"), 6, 0, 0);
    assertLines(parse(parser, "flannel-stale.txt"), 36, 0, 0);
    LineLedger odd =
        parseText(
            parser,
            "02:42:af:d9:ef:c2 dst 10.0.0.6 port 8473 vni 2 via eth0 self permanent",
            "02:42:af:d9:ef:c2 dev",
            "not a mac dev eth0");
    assertLines(odd, 1, 0, 2);
    assertEquals(
        List.of("port 8473", "vni 2", "via eth0", "self", "permanent"),
        facts(odd, FdbEntry.class).get(0).flags());
  }
}
