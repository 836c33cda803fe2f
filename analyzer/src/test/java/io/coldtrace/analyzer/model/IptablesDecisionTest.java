package io.coldtrace.analyzer.model;

import static io.coldtrace.analyzer.model.Packets.in;
import static io.coldtrace.analyzer.model.Packets.packet;
import static io.coldtrace.analyzer.model.Packets.podDns;
import static io.coldtrace.analyzer.model.Packets.podPing;
import static io.coldtrace.analyzer.model.Packets.podTcp;
import static io.coldtrace.analyzer.model.Packets.vxlan;
import static io.coldtrace.dataplane.netfilter.Hook.FORWARD;
import static io.coldtrace.dataplane.netfilter.Hook.INPUT;
import static io.coldtrace.dataplane.netfilter.Hook.OUTPUT;
import static io.coldtrace.dataplane.netfilter.Hook.PREROUTING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.dataplane.netfilter.ConnectionState;
import io.coldtrace.dataplane.netfilter.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a packet through the chains of iptables. */
class IptablesDecisionTest {
  private static final String REJECT = "-A FORWARD -j REJECT --reject-with icmp-host-prohibited";

  @Test
  void aRejectAboveAnAcceptDecides() {
    assertEquals(
        "REJECTED " + REJECT,
        Firewall.filter(REJECT, "-A FORWARD -j ACCEPT").decide(FORWARD, podPing()));
  }

  @Test
  void aRejectBelowAnAcceptHarmsNothing() {
    assertEquals(
        "ACCEPTED", Firewall.filter("-A FORWARD -j ACCEPT", REJECT).decide(FORWARD, podPing()));
  }

  @Test
  void theDecisionNamesTheLineAndWhereItStands() {
    Decision decision =
        Firewall.filter("-A FORWARD -i eth9 -j DROP", REJECT)
            .netfilter()
            .pass(FORWARD, podPing())
            .decision();
    assertEquals("node-1/iptables-nft-save.txt:6", decision.source().toString());
    assertEquals("nft ip filter FORWARD", where(decision));
    assertEquals("rule", decision.reason());
  }

  private static String where(Decision decision) {
    return String.join(
        " ", decision.backend(), decision.family(), decision.table(), decision.chain());
  }

  @Test
  void aPolicyDecidesWhatNoRuleTakes() {
    Firewall firewall =
        Firewall.filter(":FORWARD DROP [29471:2481560]", "-A FORWARD -s 10.244.0.0/16 -j ACCEPT");
    assertEquals("ACCEPTED", firewall.decide(FORWARD, podPing()));
    assertEquals(
        "DROPPED :FORWARD DROP",
        firewall.decide(FORWARD, packet("10.9.9.9", "10.244.1.9", "icmp", -1)));
  }

  @Test
  void aUserChainReturnsToItsCaller() {
    Firewall firewall =
        Firewall.filter(
            ":A - [0:0]", "-A FORWARD -j A", REJECT, "-A A -p udp -j RETURN", "-A A -j ACCEPT");
    assertEquals("ACCEPTED", firewall.decide(FORWARD, podPing()));
    assertEquals("REJECTED " + REJECT, firewall.decide(FORWARD, podDns()));
  }

  /** Goto leaves no way back: A's end returns to the caller of B, past B's own next rule. */
  @Test
  void aGotoReturnsToTheCallersCaller() {
    Firewall firewall =
        Firewall.filter(
            ":A - [0:0]",
            ":B - [0:0]",
            "-A FORWARD -j B",
            "-A FORWARD -j ACCEPT",
            "-A B -g A",
            "-A B -j DROP",
            "-A A -p tcp -j DROP");
    assertEquals("ACCEPTED", firewall.decide(FORWARD, podPing()));
    assertEquals("DROPPED -A A -p tcp -j DROP", firewall.decide(FORWARD, podTcp(80)));
  }

  @Test
  void aGotoFromABaseChainEndsInItsPolicy() {
    Firewall firewall =
        Firewall.filter(
            ":FORWARD DROP [0:0]", ":A - [0:0]", "-A FORWARD -g A", "-A FORWARD -j ACCEPT");
    assertEquals("DROPPED :FORWARD DROP", firewall.decide(FORWARD, podPing()));
  }

  @Test
  void chainsThatCallEachOtherEnd() {
    Firewall firewall =
        Firewall.filter(":A - [0:0]", ":B - [0:0]", "-A FORWARD -j A", "-A A -j B", "-A B -j A");
    assertEquals("ACCEPTED", firewall.decide(FORWARD, podPing()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-s 10.244.2.0/24",
        "! -s 10.0.0.0/16",
        "-d 10.244.1.9/32",
        "-i flannel.1",
        "-i flannel+",
        "-o cni+",
        "! -i eth0",
        "-p tcp",
        "! -p udp",
        "-p tcp -m tcp --dport 9153",
        "-p tcp -m tcp --dport 9000:9999",
        "-p tcp -m tcp ! --dport 22",
        "-p tcp -m multiport --dports 22,80,9153",
        "-p tcp -m multiport ! --dports 22,80",
        "-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN",
        "-m conntrack --ctstate RELATED,NEW",
        "-m conntrack ! --ctstate INVALID",
        "-m state --state NEW,NEW",
        "-m addrtype --dst-type UNICAST",
        "-m addrtype ! --dst-type LOCAL",
        "-m mark ! --mark 0x4000/0x4000",
        "-m comment --comment \"a comment, \\\"quoted\\\"\"",
        "-m limit --limit 3/min --limit-burst 10",
      })
  void conditionsThatHold(String condition) {
    String rule = "-A FORWARD " + condition + " -j DROP";
    assertEquals("DROPPED " + rule, Firewall.filter(rule).decide(FORWARD, podTcp(9153)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-s 10.244.1.0/24",
        "! -d 10.244.0.0/16",
        "-i flannel",
        "-i cni+",
        "! -o cni0",
        "-p udp",
        "! -p tcp",
        "-p tcp -m tcp --dport 9000:9152",
        "-p tcp -m multiport --dports 22,80,9000:9100",
        "-p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG NONE",
        "-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN",
        "-p tcp -m tcp --tcp-flags FIN,SYN FIN,SYN",
        "-m conntrack --ctstate INVALID",
        "-m conntrack --ctstate RELATED,ESTABLISHED",
        "-m addrtype --dst-type LOCAL",
        "-m mark --mark 0x4000/0x4000",
        "-f",
        "-p tcp -m hashlimit --hashlimit-above 50/sec --hashlimit-mode srcip --hashlimit-name x",
        "-m quota ! --quota 100",
      })
  void conditionsThatDoNotHold(String condition) {
    Firewall firewall = Firewall.filter("-A FORWARD " + condition + " -j DROP");
    assertEquals("ACCEPTED", firewall.decide(FORWARD, podTcp(9153)));
  }

  @ParameterizedTest
  @CsvSource({
    "NEW, ACCEPTED",
    "RELATED, ACCEPTED",
    "ESTABLISHED, DROPPED",
    "INVALID, DROPPED",
    "UNTRACKED, DROPPED",
  })
  void theStateIsThatOfConntrack(ConnectionState state, String verdict) {
    Firewall firewall = Firewall.filter("-A FORWARD -m conntrack ! --ctstate NEW,RELATED -j DROP");
    String decided = firewall.decide(FORWARD, in(state, podTcp(80)));
    assertEquals(verdict, decided.split(" ", 2)[0]);
  }

  /** A chain that several hooks share asks for devices that one of them does not have. */
  @Test
  void aDeviceThatTheHookDoesNotHaveIsNone() {
    Firewall firewall =
        Firewall.filter(
            ":A - [0:0]", "-A OUTPUT -j A", "-A A -i lo -j ACCEPT", "-A A ! -i lo -j DROP");
    assertEquals(
        "DROPPED -A A ! -i lo -j DROP",
        firewall.decide(OUTPUT, packet("10.0.0.5", "10.0.0.6", "udp", 8472).through("", "eth0")));
  }

  @Test
  void aConditionThatIsNotUnderstoodMakesTheOutcomeUnknown() {
    String rule = "-A FORWARD -m set --match-set blocked src -j DROP";
    assertEquals("UNKNOWN " + rule, Firewall.filter(rule).decide(FORWARD, podPing()));
  }

  @Test
  void aConditionThatIsNotUnderstoodDoesNotMatterWhereTheOutcomeIsTheSame() {
    String drop = "-A FORWARD -j DROP";
    String maybe = "-A FORWARD -m set --match-set blocked src -j ";
    assertEquals(
        "DROPPED " + maybe + "DROP",
        Firewall.filter(maybe + "DROP", drop).decide(FORWARD, podPing()));
    assertEquals("ACCEPTED", Firewall.filter(maybe + "ACCEPT").decide(FORWARD, podPing()));
    assertEquals(
        "ACCEPTED",
        Firewall.filter("-A FORWARD -p udp -m set --match-set b src -j DROP")
            .decide(FORWARD, podPing()));
  }

  @Test
  void aChainThatMayBeCalledAndOnlyReturnsChangesNothing() {
    Firewall firewall =
        Firewall.filter(
            ":A - [0:0]",
            "-A FORWARD -m recent --rcheck --seconds 9 --name x --rsource -j A",
            REJECT,
            "-A A -p udp -j LOG",
            "-A A -j RETURN");
    assertEquals("REJECTED " + REJECT, firewall.decide(FORWARD, podPing()));
  }

  @Test
  void aChainThatMayBeCalledAndAcceptsLeavesBothOutcomes() {
    String call = "-A FORWARD -m recent --rcheck --seconds 9 --name x --rsource -j A";
    Firewall firewall = Firewall.filter(":A - [0:0]", call, REJECT, "-A A -j ACCEPT");
    assertEquals("UNKNOWN", firewall.decide(FORWARD, podPing()).split(" ", 2)[0]);
  }

  @Test
  void aTargetThatOnlyLogsPassesOn() {
    assertEquals(
        "REJECTED " + REJECT,
        Firewall.filter("-A FORWARD -j LOG --log-prefix \"x \"", REJECT)
            .decide(FORWARD, podPing()));
  }

  @Test
  void aQueueToAProgramIsUnknown() {
    String rule = "-A FORWARD -j NFQUEUE --queue-num 0";
    assertEquals("UNKNOWN " + rule, Firewall.filter(rule).decide(FORWARD, podPing()));
  }

  @Test
  void aMarkIsSeenByLaterRules() {
    Firewall firewall =
        Firewall.filter(
            ":FORWARD DROP [0:0]",
            "-A FORWARD -p tcp -j MARK --set-xmark 0x4000/0x4000",
            "-A FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT");
    assertEquals("ACCEPTED", firewall.decide(FORWARD, podTcp(80)));
    assertEquals("DROPPED :FORWARD DROP", firewall.decide(FORWARD, podPing()));
  }

  @Test
  void aMarkThatMayBeSetIsDoubtfulUntilItIsSetForCertain() {
    String maybe = "-A FORWARD -m set --match-set s src -j MARK --set-xmark 0x1/0x1";
    String drop = "-A FORWARD -m mark --mark 0x1/0x1 -j DROP";
    assertEquals("UNKNOWN " + maybe, Firewall.filter(maybe, drop).decide(FORWARD, podPing()));
    String clear = "-A FORWARD -j MARK --set-xmark 0x0/0x1";
    assertEquals("ACCEPTED", Firewall.filter(maybe, clear, drop).decide(FORWARD, podPing()));
    String other = "-A FORWARD -m mark --mark 0x2/0x2 -j DROP";
    assertEquals("ACCEPTED", Firewall.filter(maybe, other).decide(FORWARD, podPing()));
  }

  @Test
  void aDropInRawIsSeenBeforeTheHostTakesThePacket() {
    String rule = "-A PREROUTING -p udp -m udp --dport 8472 -j DROP";
    Firewall firewall = Firewall.filter().iptables("nft", "raw", rule);
    assertEquals("DROPPED " + rule, firewall.decide(PREROUTING, vxlan()));
    assertEquals("ACCEPTED", firewall.decide(INPUT, vxlan()));
  }

  @Test
  void bothBackendsAreAsked() {
    Firewall accepting = Firewall.filter("-A FORWARD -j ACCEPT");
    String drop = "-A FORWARD -j DROP";
    assertEquals(
        "DROPPED " + drop, accepting.iptables("legacy", "filter", drop).decide(FORWARD, podPing()));
  }
}
