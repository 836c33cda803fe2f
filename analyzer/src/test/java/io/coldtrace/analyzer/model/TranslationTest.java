package io.coldtrace.analyzer.model;

import static io.coldtrace.analyzer.model.Packets.packet;
import static io.coldtrace.dataplane.netfilter.Hook.OUTPUT;
import static io.coldtrace.dataplane.netfilter.Hook.POSTROUTING;
import static io.coldtrace.dataplane.netfilter.Hook.PREROUTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.Netfilter;
import io.coldtrace.dataplane.netfilter.Outcome;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** kube-proxy's services and flannel's masquerading, as iptables-save prints them. */
class TranslationTest {
  private static final String NAT =
      """
      *nat
      :PREROUTING ACCEPT [0:0]
      :INPUT ACCEPT [0:0]
      :OUTPUT ACCEPT [0:0]
      :POSTROUTING ACCEPT [0:0]
      :FLANNEL-POSTRTG - [0:0]
      :KUBE-MARK-MASQ - [0:0]
      :KUBE-POSTROUTING - [0:0]
      :KUBE-SEP-AAAAAAAAAAAAAAAA - [0:0]
      :KUBE-SEP-BBBBBBBBBBBBBBBB - [0:0]
      :KUBE-SERVICES - [0:0]
      :KUBE-SVC-TCOU7JCQXEZGVUNU - [0:0]
      -A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
      -A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
      -A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
      -A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
      -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -j RETURN
      -A FLANNEL-POSTRTG -s 10.244.0.0/16 -d 10.244.0.0/16 -j RETURN
      -A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -j MASQUERADE --random-fully
      -A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
      -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
      -A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
      -A KUBE-POSTROUTING -j MASQUERADE --random-fully
      -A KUBE-SEP-AAAAAAAAAAAAAAAA -s 10.244.1.2/32 -j KUBE-MARK-MASQ
      -A KUBE-SEP-AAAAAAAAAAAAAAAA -p udp -m udp -j DNAT --to-destination 10.244.1.2:5353
      -A KUBE-SEP-BBBBBBBBBBBBBBBB -s 10.244.2.2/32 -j KUBE-MARK-MASQ
      -A KUBE-SEP-BBBBBBBBBBBBBBBB -p udp -m udp -j DNAT --to-destination 10.244.2.2:53
      -A KUBE-SERVICES -d 10.96.0.10/32 -p udp -m udp --dport 53 -j KUBE-SVC-TCOU7JCQXEZGVUNU
      -A KUBE-SVC-TCOU7JCQXEZGVUNU ! -s 10.244.0.0/16 -d 10.96.0.10/32 -p udp -m udp --dport 53 -j KUBE-MARK-MASQ
      -A KUBE-SVC-TCOU7JCQXEZGVUNU -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-AAAAAAAAAAAAAAAA
      -A KUBE-SVC-TCOU7JCQXEZGVUNU -j KUBE-SEP-BBBBBBBBBBBBBBBB
      COMMIT
      """;

  private final Netfilter netfilter = new Firewall().iptablesSave(NAT).netfilter();

  private static PacketHeader question(String from, String service, int port) {
    return packet(from, service, "udp", port);
  }

  /** Every way in which the chains of NAT may end for the first packet of a flow. */
  private static List<Outcome> ways(Netfilter netfilter, Hook hook, PacketHeader packet) {
    List<Outcome> ways = new ArrayList<>();
    for (Netfilter.Gate gate : netfilter.gates(hook, Netfilter.Stage.NAT, "ip", "")) {
      ways.addAll(gate.outcomes(packet));
    }
    return ways;
  }

  private List<Outcome> ways(Hook hook, PacketHeader packet) {
    return ways(netfilter, hook, packet);
  }

  private static List<String> targets(List<Outcome> ways) {
    return ways.stream()
        .map(
            way ->
                way.translation()
                    .map(t -> t.first().map(ip -> ip + ":" + t.firstPort()).orElse(t.kind().name()))
                    .orElse("none"))
        .toList();
  }

  @Test
  void aServiceLeadsToTheEndpointsThatChancePicks() {
    List<String> both = List.of("10.244.2.2:53", "10.244.1.2:5353");
    assertEquals(both, targets(ways(OUTPUT, question("10.0.0.5", "10.96.0.10", 53))));
    List<Outcome> ways = ways(PREROUTING, question("10.244.1.9", "10.96.0.10", 53));
    assertEquals(both, targets(ways));
    assertTrue(ways.stream().allMatch(way -> way.chance() && way.doubtful().isEmpty()));
  }

  @Test
  void anotherPortOrAddressIsNotTranslated() {
    for (PacketHeader other :
        List.of(question("10.0.0.5", "10.96.0.10", 54), question("10.0.0.5", "10.96.0.11", 53))) {
      assertEquals(List.of("none"), targets(ways(OUTPUT, other)));
    }
  }

  @Test
  void aNodesOwnQuestionIsMarkedAndMasqueraded() {
    PacketHeader marked = ways(OUTPUT, question("10.0.0.5", "10.96.0.10", 53)).get(0).packet();
    assertEquals(0x4000, marked.mark());
    assertEquals(
        List.of("MASQUERADE"), targets(ways(POSTROUTING, marked.through("", "flannel.1"))));
  }

  /** Only the endpoint itself, when it happens to choose itself, is masqueraded. */
  @Test
  void theMarkOfAnEndpointIsThatOfItsBranchAlone() {
    List<Outcome> ways = ways(PREROUTING, question("10.244.1.2", "10.96.0.10", 53));
    assertEquals(List.of(0L, 0x4000L), ways.stream().map(way -> way.packet().mark()).toList());
  }

  @Test
  void whatLeavesTheClusterIsMasqueraded() {
    PacketHeader out = packet("10.244.1.9", "192.0.2.1", "tcp", 443).through("", "eth0");
    assertEquals(List.of("MASQUERADE"), targets(ways(POSTROUTING, out)));
    PacketHeader within = packet("10.244.1.9", "10.244.2.2", "udp", 53).through("", "flannel.1");
    assertEquals(List.of("none"), targets(ways(POSTROUTING, within)));
    PacketHeader own = packet("10.0.0.5", "192.0.2.1", "tcp", 443);
    assertEquals(List.of("none"), targets(ways(POSTROUTING, own)));
  }

  @Test
  void aTranslationBehindARuleThatIsNotUnderstoodLeavesBothWays() {
    Netfilter doubtful =
        new Firewall()
            .iptablesSave(
                NAT.replace(
                    "-A KUBE-SERVICES -d", "-A KUBE-SERVICES -m string --string x --algo bm -d"))
            .netfilter();
    List<Outcome> ways = ways(doubtful, OUTPUT, question("10.0.0.5", "10.96.0.10", 53));
    assertEquals(List.of("none", "10.244.2.2:53", "10.244.1.2:5353"), targets(ways));
    assertTrue(ways.get(1).doubtful().orElseThrow().text().contains("--string x"));
  }
}
