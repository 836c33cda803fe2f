package io.coldtrace.analyzer.model;

import static io.coldtrace.analyzer.model.Packets.in;
import static io.coldtrace.analyzer.model.Packets.packet;
import static io.coldtrace.analyzer.model.Packets.podDns;
import static io.coldtrace.analyzer.model.Packets.podPing;
import static io.coldtrace.analyzer.model.Packets.podTcp;
import static io.coldtrace.analyzer.model.Packets.translated;
import static io.coldtrace.analyzer.model.Packets.vxlan;
import static io.coldtrace.dataplane.netfilter.Hook.FORWARD;
import static io.coldtrace.dataplane.netfilter.Hook.INPUT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.dataplane.netfilter.ConnectionState;
import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.netfilter.PacketHeader.Transport;
import io.coldtrace.facts.Ip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a packet through native nftables, alone and beside iptables. */
class NftablesDecisionTest {
  /** As firewalld 1.3 writes them, shortened. */
  private static final String FIREWALLD =
      """
      table inet firewalld {
      	chain filter_INPUT {
      		type filter hook input priority filter + 10; policy accept;
      		ct state { established, related } accept
      		ct status dnat accept
      		iifname "lo" accept
      		jump filter_INPUT_ZONES
      		reject with icmpx admin-prohibited
      	}

      	chain filter_FORWARD {
      		type filter hook forward priority filter + 10; policy accept;
      		ct state { established, related } accept
      		ct status dnat accept
      		iifname "lo" accept
      		reject with icmpx admin-prohibited
      	}

      	chain filter_INPUT_ZONES {
      		iifname "eth0" goto filter_IN_public
      		goto filter_IN_public
      	}

      	chain filter_IN_public {
      		jump filter_IN_public_allow
      		meta l4proto { icmp, ipv6-icmp } accept
      	}

      	chain filter_IN_public_allow {
      		tcp dport 22 accept
      	}
      }
      """;

  private static Firewall forwarding(String... rules) {
    return Firewall.nft(
        "table inet t {\n\tchain f {\n\t\ttype filter hook forward priority filter; policy accept;\n"
            + String.join("\n", rules)
            + "\n\t}\n}\n");
  }

  @Test
  void firewalldRejectsWhatItsZonesDoNotAllow() {
    Firewall firewall = Firewall.nft(FIREWALLD);
    assertEquals("REJECTED reject with icmpx admin-prohibited", firewall.decide(FORWARD, podDns()));
    assertEquals("REJECTED reject with icmpx admin-prohibited", firewall.decide(INPUT, vxlan()));
  }

  @Test
  void firewalldAllowsItsServicesAndPings() {
    Firewall firewall = Firewall.nft(FIREWALLD);
    assertEquals("ACCEPTED", firewall.decide(INPUT, input("tcp", 22)));
    assertEquals("ACCEPTED", firewall.decide(INPUT, input("icmp", -1)));
    assertEquals("ACCEPTED", firewall.decide(FORWARD, in(ConnectionState.ESTABLISHED, podDns())));
  }

  private static io.coldtrace.dataplane.netfilter.PacketHeader input(String protocol, int port) {
    return packet("10.0.0.6", "10.0.0.5", protocol, port).through("eth0", "");
  }

  /** What kube-proxy has translated passes: services work where their pods' addresses do not. */
  @Test
  void firewalldLetsTranslatedFlowsPass() {
    assertEquals("ACCEPTED", Firewall.nft(FIREWALLD).decide(FORWARD, translated(podDns())));
  }

  @Test
  void theDecisionNamesTheLineAndWhereItStands() {
    Decision decision = Firewall.nft(FIREWALLD).netfilter().pass(FORWARD, podDns()).decision();
    assertEquals("node-1/nft-ruleset.txt:16", decision.source().toString());
    assertEquals(
        "nftables inet firewalld filter_FORWARD",
        String.join(
            " ", decision.backend(), decision.family(), decision.table(), decision.chain()));
  }

  @Test
  void anAcceptInOneBaseChainDoesNotOverruleARejectInAnother() {
    Firewall firewall = Firewall.filter("-A FORWARD -j ACCEPT").nftables(FIREWALLD);
    assertEquals("REJECTED reject with icmpx admin-prohibited", firewall.decide(FORWARD, podDns()));
  }

  @Test
  void aPolicyDecidesWhatNoRuleTakes() {
    Firewall firewall =
        Firewall.nft(
            """
            table ip t {
            	chain c {
            		type filter hook forward priority filter; policy drop;
            		ip saddr 10.244.0.0/16 accept
            	}
            }
            """);
    assertEquals("ACCEPTED", firewall.decide(FORWARD, podPing()));
    assertEquals(
        "DROPPED chain c policy drop",
        firewall.decide(FORWARD, packet("10.9.9.9", "10.244.1.9", "icmp", -1)));
  }

  /** iptables-nft's tables stand in both listings: a rule of theirs is asked once. */
  @Test
  void tablesOfIptablesAreTakenFromItsOwnListing() {
    Firewall firewall =
        Firewall.filter("-A FORWARD -m set --match-set s src -j ACCEPT")
            .nftables(
                """
                table ip filter {
                	chain FORWARD {
                		type filter hook forward priority filter; policy accept;
                		drop
                	}
                }
                """);
    assertEquals("ACCEPTED", firewall.decide(FORWARD, podPing()));
  }

  @Test
  void tablesOfOtherFamiliesDoNotSeeIpv4() {
    Firewall firewall =
        Firewall.nft(
            """
            table ip6 t {
            	chain c {
            		type filter hook forward priority filter; policy drop;
            	}
            }
            """);
    assertEquals("ACCEPTED", firewall.decide(FORWARD, podPing()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip saddr 10.244.2.0/24",
        "ip saddr != { 10.0.0.0/16, 192.168.0.0/16 }",
        "iifname \"flannel.1\"",
        "iifname \"flannel*\"",
        "iifname != \"eth0\"",
        "oifname { \"cni0\", \"docker0\" }",
        "meta l4proto tcp",
        "ip protocol tcp",
        "meta nfproto ipv4",
        "tcp dport 9153",
        "tcp dport { 22, 9000-9999 }",
        "tcp dport != 22",
        "th dport 9153",
        "ct state new",
        "ct state { new, related }",
        "ct state new,new",
        "meta mark 0x00000000",
        "counter packets 5 bytes 300",
        "fib daddr type != local",
      })
  void conditionsThatHold(String condition) {
    String rule = condition + " drop";
    assertEquals("DROPPED " + rule, forwarding(rule).decide(FORWARD, podTcp(9153)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip saddr 10.244.1.0/24",
        "ip saddr != 10.244.0.0/16",
        "iifname \"cni*\"",
        "meta l4proto { udp, icmp }",
        "meta l4proto != tcp",
        "meta nfproto ipv6",
        "udp dport 9153",
        "udp dport != 53",
        "tcp dport { 22, 9000-9100 }",
        "icmp type echo-request",
        "icmp type != echo-request",
        "ip6 saddr fe80::/10",
        "ip6 saddr != fe80::/10",
        "icmpv6 type != echo-request",
        "ct state established,related",
        "ct status dnat",
        "meta mark 0x00004000",
        "fib daddr type local",
      })
  void conditionsThatDoNotHold(String condition) {
    assertEquals("ACCEPTED", forwarding(condition + " drop").decide(FORWARD, podTcp(9153)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip saddr @blocked drop",
        "queue to 0",
        "something that nobody has heard of drop",
      })
  void whatIsNotUnderstoodMakesTheOutcomeUnknown(String rule) {
    assertEquals("UNKNOWN " + rule, forwarding(rule).decide(FORWARD, podTcp(80)));
  }

  /** As nft prints {@code icmp code 4}; the dash is no range's. */
  @Test
  void codesOfIcmpHaveNames() {
    String rule = "icmp type destination-unreachable icmp code frag-needed drop";
    PacketHeader tooLarge = error(4);
    assertEquals("DROPPED " + rule, forwarding(rule).decide(FORWARD, tooLarge));
    assertEquals("ACCEPTED", forwarding(rule).decide(FORWARD, error(3)));
    String others = "icmp type destination-unreachable icmp code 0-3 drop";
    assertEquals("ACCEPTED", forwarding(others).decide(FORWARD, tooLarge));
    assertEquals("DROPPED " + others, forwarding(others).decide(FORWARD, error(3)));
  }

  private static PacketHeader error(int code) {
    return PacketHeader.of(
        Ip.of("10.244.1.1"),
        Ip.of("10.244.1.9"),
        new Transport("icmp", -1, -1, 3, code, 0),
        576,
        false);
  }

  @Test
  void whatIsNotUnderstoodDoesNotMatterWhereTheOutcomeIsTheSame() {
    Firewall same = forwarding("ip saddr @blocked drop", "drop");
    assertEquals("DROPPED ip saddr @blocked drop", same.decide(FORWARD, podTcp(80)));
    assertEquals("ACCEPTED", forwarding("ip saddr @friends accept").decide(FORWARD, podTcp(80)));
  }

  @Test
  void aMarkIsSeenByLaterRules() {
    Firewall firewall =
        forwarding("tcp dport 80 meta mark set 0x00000001", "meta mark 0x00000001 drop");
    assertEquals("DROPPED meta mark 0x00000001 drop", firewall.decide(FORWARD, podTcp(80)));
    assertEquals("ACCEPTED", firewall.decide(FORWARD, podTcp(81)));
  }
}
