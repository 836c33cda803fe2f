package io.coldtrace.analyzer.model;

import static io.coldtrace.analyzer.model.Packets.packet;
import static io.coldtrace.dataplane.netfilter.Hook.OUTPUT;
import static io.coldtrace.dataplane.netfilter.Hook.POSTROUTING;
import static io.coldtrace.dataplane.netfilter.Hook.PREROUTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.Nat;
import io.coldtrace.dataplane.netfilter.Netfilter;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.netfilter.Truth;
import io.coldtrace.facts.Ip;
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

  /** What the chains do if chance says so each time that it is asked. */
  private Nat nat(Hook hook, PacketHeader packet, Truth chance) {
    List<Nat> ways = netfilter.nat(hook, packet, () -> chance);
    assertEquals(1, ways.size(), "only what is not understood leaves a choice");
    return ways.get(0);
  }

  private static String target(Nat nat) {
    return nat.address().orElseThrow() + ":" + nat.port();
  }

  @Test
  void aServiceLeadsToTheEndpointThatChancePicks() {
    PacketHeader own = question("10.0.0.5", "10.96.0.10", 53);
    assertEquals("10.244.1.2:5353", target(nat(OUTPUT, own, Truth.YES)));
    assertEquals("10.244.2.2:53", target(nat(OUTPUT, own, Truth.NO)));
    PacketHeader pods = question("10.244.1.9", "10.96.0.10", 53);
    assertEquals("10.244.2.2:53", target(nat(PREROUTING, pods, Truth.NO)));
  }

  @Test
  void anotherPortOrAddressIsNotTranslated() {
    for (PacketHeader other :
        List.of(question("10.0.0.5", "10.96.0.10", 54), question("10.0.0.5", "10.96.0.11", 53))) {
      assertEquals(Nat.Kind.NONE, nat(OUTPUT, other, Truth.YES).kind());
    }
  }

  @Test
  void aNodesOwnQuestionIsMarkedAndMasqueraded() {
    PacketHeader marked = nat(OUTPUT, question("10.0.0.5", "10.96.0.10", 53), Truth.YES).packet();
    assertEquals(0x4000, marked.mark());
    assertEquals(
        Nat.Kind.MASQUERADE, nat(POSTROUTING, marked.through("", "flannel.1"), Truth.YES).kind());
  }

  @Test
  void aPodsQuestionToAnotherPodIsNot() {
    Nat there = nat(PREROUTING, question("10.244.1.9", "10.96.0.10", 53), Truth.NO);
    assertEquals(0, there.packet().mark());
    PacketHeader translated = there.packet().translatedTo(Ip.of("10.244.2.2"), 53);
    assertEquals(
        Nat.Kind.NONE, nat(POSTROUTING, translated.through("", "flannel.1"), Truth.YES).kind());
  }

  /** Only the endpoint itself, when it happens to choose itself, is masqueraded. */
  @Test
  void theMarkOfAnEndpointIsThatOfItsBranchAlone() {
    PacketHeader own = question("10.244.1.2", "10.96.0.10", 53);
    assertEquals(0x4000, nat(PREROUTING, own, Truth.YES).packet().mark());
    assertEquals(0, nat(PREROUTING, own, Truth.NO).packet().mark());
  }

  @Test
  void whatLeavesTheClusterIsMasqueraded() {
    PacketHeader out = packet("10.244.1.9", "192.0.2.1", "tcp", 443).through("", "eth0");
    assertEquals(Nat.Kind.MASQUERADE, nat(POSTROUTING, out, Truth.YES).kind());
    PacketHeader own = packet("10.0.0.5", "192.0.2.1", "tcp", 443);
    assertEquals(Nat.Kind.NONE, nat(POSTROUTING, own, Truth.YES).kind());
  }

  @Test
  void aTranslationBehindARuleThatIsNotUnderstoodLeavesBothWays() {
    List<Nat> ways =
        new Firewall()
            .iptablesSave(
                NAT.replace(
                    "-A KUBE-SERVICES -d", "-A KUBE-SERVICES -m string --string x --algo bm -d"))
            .netfilter()
            .nat(OUTPUT, question("10.0.0.5", "10.96.0.10", 53), () -> Truth.NO);
    assertEquals(
        List.of(Nat.Kind.DESTINATION, Nat.Kind.NONE), ways.stream().map(Nat::kind).toList());
    assertTrue(ways.get(0).doubt().orElseThrow().text().contains("--string x"));
  }
}
