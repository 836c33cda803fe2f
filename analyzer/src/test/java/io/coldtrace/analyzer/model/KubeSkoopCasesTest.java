package io.coldtrace.analyzer.model;

import static io.coldtrace.analyzer.model.Packets.in;
import static io.coldtrace.analyzer.model.Packets.packet;
import static io.coldtrace.analyzer.model.Packets.podTcp;
import static io.coldtrace.dataplane.netfilter.ConnectionState.ESTABLISHED;
import static io.coldtrace.dataplane.netfilter.Hook.FORWARD;
import static io.coldtrace.dataplane.netfilter.Hook.PREROUTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.dataplane.netfilter.Netfilter;
import io.coldtrace.dataplane.netfilter.Translation;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.derived.Walk;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What KubeSkoop, the packet simulator that works live, gets wrong on clusters like these: each
 * with rules as iptables-save printed them.
 */
class KubeSkoopCasesTest {
  private static final String REJECT = "-A FORWARD -j REJECT --reject-with icmp-host-prohibited";

  /** For KubeSkoop a REJECT is no drop. */
  @Test
  void aRejectLosesThePacket() {
    assertEquals("REJECTED " + REJECT, Firewall.filter(REJECT).decide(FORWARD, podTcp(80)));
  }

  /** For KubeSkoop a match of conntrack's state always holds. */
  @Test
  void aStateMatchHoldsForThatStateAlone() {
    Firewall firewall =
        Firewall.filter(
            ":FORWARD DROP [0:0]",
            "-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
    assertEquals("DROPPED :FORWARD DROP", firewall.decide(FORWARD, podTcp(80)));
    assertEquals("ACCEPTED", firewall.decide(FORWARD, in(ESTABLISHED, podTcp(80))));
  }

  /** KubeSkoop discards the whole ruleset. */
  @Test
  void anUnknownMatchLeavesTheOtherRulesInForce() {
    Firewall firewall =
        Firewall.filter("-A FORWARD -m bpf --bytecode \"1,6 0 0 1\" -j ACCEPT", REJECT);
    assertTrue(
        firewall.decide(FORWARD, podTcp(80)).startsWith("UNKNOWN -A FORWARD -m bpf"),
        "either outcome is possible");
    Firewall behind =
        Firewall.filter(REJECT, "-A FORWARD -m bpf --bytecode \"1,6 0 0 1\" -j ACCEPT");
    assertEquals("REJECTED " + REJECT, behind.decide(FORWARD, podTcp(80)));
    Firewall harmless = Firewall.filter("-A FORWARD -m bpf --bytecode \"1,6 0 0 1\" -j ACCEPT");
    assertEquals("ACCEPTED", harmless.decide(FORWARD, podTcp(80)));
  }

  /** KubeSkoop looks for an interface of the name {@code cni+}. */
  @Test
  void aPlusStandsForEveryNameThatBeginsSo() {
    String rule = "-A FORWARD -i cni+ -j DROP";
    Firewall firewall = Firewall.filter(rule);
    assertEquals(
        "DROPPED " + rule, firewall.decide(FORWARD, podTcp(80).through("cni0", "flannel.1")));
    assertEquals("ACCEPTED", firewall.decide(FORWARD, podTcp(80).through("flannel.1", "cni0")));
  }

  /** For KubeSkoop {@code -o} never matches. */
  @Test
  void theOutgoingInterfaceMatches() {
    String rule = "-A FORWARD -o cni0 -j DROP";
    assertEquals("DROPPED " + rule, Firewall.filter(rule).decide(FORWARD, podTcp(80)));
    assertEquals(
        "ACCEPTED", Firewall.filter(rule).decide(FORWARD, podTcp(80).through("cni0", "flannel.1")));
  }

  /** For KubeSkoop DNAT rewrites nothing. */
  @Test
  void aDestinationNatRewritesAddressAndPort() {
    Translation translation =
        new Firewall()
            .iptablesSave(
                """
                *nat
                :PREROUTING ACCEPT [0:0]
                :INPUT ACCEPT [0:0]
                :OUTPUT ACCEPT [0:0]
                :POSTROUTING ACCEPT [0:0]
                -A PREROUTING -d 10.96.0.10/32 -p udp -m udp --dport 53 -j DNAT --to-destination 10.244.1.2:5353
                COMMIT
                """)
            .netfilter()
            .gates(PREROUTING, Netfilter.Stage.NAT, "ip", "")
            .get(0)
            .outcomes(packet("10.244.1.9", "10.96.0.10", "udp", 53))
            .get(0)
            .translation()
            .orElseThrow();
    assertEquals(Optional.of(Ip.of("10.244.1.2")), translation.first());
    assertEquals(5353, translation.firstPort());
  }

  /** The walk goes where the rewritten packet goes, and the answer comes back. */
  @Test
  void aServiceIsWalkedToItsEndpointAndBack() {
    LabCluster lab = new LabCluster();
    assertEquals("delivered", lab.askFromPod("node-3", "10.244.2.2", "10.96.0.10", 53).verdict());
    Walk lost =
        new LabCluster()
            .without("node-3", "bridge-fdb", "dst 192.168.56.12")
            .askFromPod("node-3", "10.244.2.2", "10.96.0.10", 53);
    assertEquals(
        "mixed node-3 no-fdb-entry", lost.verdict() + " " + lost.node() + " " + lost.reason());
  }
}
