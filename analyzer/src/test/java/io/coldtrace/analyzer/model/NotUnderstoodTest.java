package io.coldtrace.analyzer.model;

import static io.coldtrace.analyzer.model.Packets.podTcp;
import static io.coldtrace.dataplane.netfilter.Hook.FORWARD;
import static io.coldtrace.dataplane.netfilter.Hook.OUTPUT;
import static io.coldtrace.dataplane.netfilter.Hook.PREROUTING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not understood is maybe, and only as far as it matters. */
class NotUnderstoodTest {
  private static Firewall forwarding(String... rules) {
    return Firewall.nft(
        "table inet t {\n\tchain f {\n\t\ttype filter hook forward priority filter; policy accept;\n"
            + String.join("\n", rules)
            + "\n\t}\n}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "meta mark set numgen random mod 2",
        "meta mark set ip saddr map { 10.244.1.5 : 0x00000001 }",
        "ct mark set numgen inc mod 2\nmeta mark set ct mark",
      })
  void aMarkThatIsSetInAWayNobodyReadsMayBeAny(String setting) {
    assertEquals(
        "UNKNOWN meta mark 0x00000001 drop",
        forwarding(setting, "meta mark 0x00000001 drop").decide(FORWARD, podTcp(80)));
    assertEquals("ACCEPTED", forwarding(setting).decide(FORWARD, podTcp(80)));
    // What sets all its bits makes it known again; what sets some does not.
    assertEquals(
        "DROPPED meta mark 0x00000001 drop",
        forwarding(setting, "meta mark set 0x00000001", "meta mark 0x00000001 drop")
            .decide(FORWARD, podTcp(80)));
    assertEquals(
        "UNKNOWN meta mark 0x00000001 drop",
        forwarding(setting, "meta mark set meta mark | 0x2", "meta mark 0x00000001 drop")
            .decide(FORWARD, podTcp(80)));
  }

  @Test
  void theSameOfIptables() {
    String[] rules = {
      "-A OUTPUT -j HMARK --hmark-tuple sport --hmark-mod 9", "-A OUTPUT -m mark --mark 0x1 -j DROP"
    };
    assertEquals("UNKNOWN " + rules[1], Firewall.filter(rules).decide(OUTPUT, podTcp(80)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp dport 80 tproxy to :15001",
        "ip daddr set 10.0.0.9 accept",
        "tcp dport set 8080",
        "meta nosuchkey 7 drop",
      })
  void aRuleOfNftThatIsNotFollowedMayLoseThePacket(String rule) {
    String decision = forwarding(rule).decide(FORWARD, podTcp(80));
    assertEquals("UNKNOWN " + rule, decision);
  }

  @Test
  void tproxyMayDoAnything() {
    String rule =
        "-A PREROUTING -p tcp -j TPROXY --on-port 15001 --on-ip 0.0.0.0 --tproxy-mark 0x1/0x1";
    Firewall firewall = new Firewall().iptables("nft", "mangle", ":PREROUTING ACCEPT [0:0]", rule);
    assertEquals("UNKNOWN " + rule, firewall.decide(PREROUTING, podTcp(80)));
    assertEquals("ACCEPTED", firewall.decide(PREROUTING, Packets.podPing()));
  }

  /**
   * A packet that is only passing through has no owner; whose a local one is the listing does not
   * say.
   */
  @Test
  void theOwnerOfALocalPacketIsNotKnown() {
    String rule = "-A OUTPUT -m owner --uid-owner 1000 -j DROP";
    assertEquals(
        "UNKNOWN " + rule,
        Firewall.filter(rule).decide(OUTPUT, podTcp(80).through("", "flannel.1")));
    assertEquals(
        "UNKNOWN meta skuid 1000 drop",
        Firewall.nft(
                """
                table ip t {
                	chain o {
                		type filter hook output priority 0; policy accept;
                		meta skuid 1000 drop
                	}
                }
                """)
            .decide(OUTPUT, podTcp(80).through("", "flannel.1")));
    assertEquals("ACCEPTED", forwarding("meta skuid 1000 drop").decide(FORWARD, podTcp(80)));
  }
}
