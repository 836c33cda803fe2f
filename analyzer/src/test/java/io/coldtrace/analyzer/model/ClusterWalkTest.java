package io.coldtrace.analyzer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.derived.Walk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks through a captured cluster of three nodes; what is broken is broken in the text. */
class ClusterWalkTest {
  private static final String POD_ON_2 = "10.244.1.2";
  private static final String POD_ON_3 = "10.244.2.2";
  private static final String GATEWAY_ON_3 = "10.244.2.1";
  private static final String TUNNEL_ON_3 = "10.244.2.0";
  private static final String DNS = "10.96.0.10";

  private final LabCluster lab = new LabCluster();

  /** Verdict, and if it is lost: node, hook, reason, what was lost in which direction. */
  private static String ending(Walk walk) {
    return walk.delivered()
        ? "delivered"
        : String.join(
                " ",
                walk.verdict(),
                walk.node(),
                walk.hook(),
                walk.reason(),
                walk.traffic(),
                walk.direction())
            .replace("  ", " ");
  }

  @ParameterizedTest
  @CsvSource({
    "node-1, 10.244.0.2", "node-1, 10.244.1.2", "node-1, 10.244.2.2",
    "node-2, 10.244.0.2", "node-2, 10.244.1.2", "node-2, 10.244.2.2",
    "node-3, 10.244.0.1", "node-3, 10.244.1.0", "node-3, 192.168.56.11",
    "node-3, 192.168.56.13",
  })
  void inAHealthyClusterEveryPingIsAnswered(String node, String address) {
    assertEquals("delivered", ending(lab.ping(node, address)));
  }

  @Test
  void inAHealthyClusterServicesAnswerNodesAndPods() {
    assertEquals("delivered", ending(lab.ask("node-3", DNS, 53)));
    assertEquals("delivered", ending(lab.askFromPod("node-3", POD_ON_3, DNS, 53)));
  }

  @Test
  void whatIsTakenForGrantedIsSaid() {
    Walk walk = lab.ping("node-1", POD_ON_3);
    assertTrue(
        walk.assumes().contains("the underlay carries UDP port 8472 from node-1 to node-3"),
        walk.assumes()::toString);
  }

  /** The ping of the gateway, which people try first, does not see it. */
  @Test
  void withoutForwardingPodsAreLostAndGatewaysAnswer() {
    lab.with("node-3", "sysctl-a", " = 1$", " = 0")
        .with("node-3", "sysctl-a", "^net.ipv4.icmp_echo_ignore_all.*", "");
    Walk walk = lab.ping("node-1", POD_ON_3);
    assertEquals("dropped node-3 forwarding-off pod request", ending(walk));
    assertEquals("node-3/sysctl-a.txt:6", walk.source().toString());
    assertEquals("delivered", ending(lab.ping("node-1", GATEWAY_ON_3)));
    assertEquals("delivered", ending(lab.ping("node-1", TUNNEL_ON_3)));
    assertEquals("delivered", ending(lab.ping("node-3", POD_ON_2)));
    assertEquals("delivered", ending(lab.ping("node-3", POD_ON_3)));
  }

  @Test
  void forwardingIsAskedOfTheDeviceThatThePacketComesInBy() {
    lab.with("node-3", "sysctl-a", "(cni0.forwarding) = 1", "$1 = 0");
    Walk walk = lab.ping("node-1", POD_ON_3);
    assertEquals("dropped node-3 forwarding-off pod reply", ending(walk));
  }

  @Test
  void ignoredEchoesConcernTheNodeNotItsPods() {
    lab.with("node-3", "sysctl-a", "(icmp_echo_ignore_all) = 0", "$1 = 1");
    assertEquals(
        "dropped node-3 echo-ignored node request", ending(lab.ping("node-1", GATEWAY_ON_3)));
    assertEquals("delivered", ending(lab.ping("node-1", POD_ON_3)));
    assertEquals("delivered", ending(lab.ping("node-3", GATEWAY_ON_3.replace("2.1", "1.1"))));
  }

  @Test
  void aMissingForwardingEntryLosesBothDirectionsOfThatPairAlone() {
    lab.without("node-1", "bridge-fdb", "dst 192.168.56.13");
    assertEquals("dropped node-1 no-fdb-entry pod request", ending(lab.ping("node-1", POD_ON_3)));
    assertEquals(
        "dropped node-1 no-fdb-entry node reply", ending(lab.ping("node-3", "10.244.0.1")));
    assertEquals("delivered", ending(lab.ping("node-1", POD_ON_2)));
  }

  @Test
  void aMissingNeighborLosesThatPairAlone() {
    lab.without("node-1", "ip-neigh", "10.244.2.0");
    assertEquals(
        "dropped node-1 neighbor-unresolved pod request", ending(lab.ping("node-1", POD_ON_3)));
    assertEquals("delivered", ending(lab.ping("node-1", POD_ON_2)));
  }

  @Test
  void whatWasNotCollectedIsUnknownNotLost() {
    lab.notCollected("node-1", "ip-neigh");
    assertEquals(
        "unknown node-1 neighbors-not-collected pod request", ending(lab.ping("node-1", POD_ON_3)));
  }

  @Test
  void withoutARouteAPodIsNotReached() {
    lab.without("node-1", "ip-route", "(10.244.2.0/24|default) via");
    assertEquals("rejected node-1 no-route pod request", ending(lab.ping("node-1", POD_ON_3)));
    assertEquals("delivered", ending(lab.ping("node-1", POD_ON_2)));
  }

  @Test
  void aRejectOfTheTunnelOnOneNodeLosesEveryWayToIt() {
    String reject =
        "-A INPUT -p udp -m udp --dport 8472 -j REJECT --reject-with icmp-host-prohibited";
    lab.rule("node-3", reject);
    assertEquals(
        "rejected node-3 INPUT rule vxlan request", ending(lab.ping("node-1", TUNNEL_ON_3)));
    assertEquals("rejected node-3 INPUT rule vxlan reply", ending(lab.ping("node-3", POD_ON_2)));
    assertEquals("delivered", ending(lab.ping("node-1", "192.168.56.13")));
    assertEquals("delivered", ending(lab.ping("node-1", POD_ON_2)));
  }

  @Test
  void aPortThatDiffersIsNotOpenAtThePeer() {
    lab.with("node-3", "ip-link", "dstport 8472", "dstport 4789")
        .with("node-3", "ip-addr", "dstport 8472", "dstport 4789");
    assertEquals(
        "dropped node-3 port-not-open vxlan request", ending(lab.ping("node-1", POD_ON_3)));
  }

  @Test
  void aNetworkIdThatDiffersIsNotTaken() {
    lab.with("node-3", "ip-link", "vxlan id 1 ", "vxlan id 2 ")
        .with("node-3", "ip-addr", "vxlan id 1 ", "vxlan id 2 ");
    assertEquals("dropped node-3 vni-mismatch vxlan request", ending(lab.ping("node-1", POD_ON_3)));
  }

  @Test
  void amongSeveralTunnelsOnAPortTheNetworkIdChooses() {
    String other =
        """
        9: other.7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN
            link/ether 02:00:00:00:00:07 brd ff:ff:ff:ff:ff:ff
            vxlan id 7 local 192.168.56.13 dev eth0 srcport 0 0 dstport 8472 nolearning
        """;
    lab.with("node-3", "ip-link", "^2: eth0", other + "2: eth0");
    assertEquals("delivered", ending(lab.ping("node-1", POD_ON_3)));
  }

  @Test
  void aPeerWithoutDeviceDetailsHasNoClosedPort() {
    lab.notCollected("node-3", "ip-link").with("node-3", "ip-addr", "^ +(vxlan|veth) .*\n", "");
    assertEquals("delivered", ending(lab.ping("node-1", POD_ON_3)));
  }

  @Test
  void aTunnelThatIsDownSendsNothing() {
    lab.with("node-1", "ip-link", "(flannel.1: <BROADCAST,MULTICAST),UP,LOWER_UP", "$1")
        .with("node-1", "ip-addr", "(flannel.1: <BROADCAST,MULTICAST),UP,LOWER_UP", "$1");
    assertEquals("dropped node-1 device-down pod request", ending(lab.ping("node-1", POD_ON_3)));
  }

  @Test
  void aServiceIsMixedWhereOneOfItsEndpointsIsLost() {
    lab.without("node-3", "bridge-fdb", "dst 192.168.56.12");
    Walk walk = lab.ask("node-3", DNS, 53);
    assertEquals("mixed node-3 no-fdb-entry pod request", ending(walk));
  }

  @Test
  void aServiceIsLostWhereAllItsEndpointsAre() {
    lab.with("node-3", "bridge-fdb", "dst 192.168.56.1[12]", "");
    assertEquals("dropped", lab.ask("node-3", DNS, 53).verdict());
  }

  /** kube-proxy's mark opens FORWARD for the pod that happens to ask itself. */
  @Test
  void aMarkedFlowPassesWhereThePolicyDrops() {
    lab.with(
            "node-2",
            "iptables-save",
            "^:FORWARD ACCEPT(.*\n:OUTPUT.*\n:FLANNEL-FWD)",
            ":FORWARD DROP$1")
        .without("node-2", "iptables-save", "-A FORWARD .*FLANNEL-FWD");
    assertEquals(
        "dropped node-2 FORWARD policy pod request",
        ending(lab.askFromPod("node-2", "10.244.1.4", POD_ON_2, 53)));
    assertEquals("delivered", ending(lab.ask("node-2", POD_ON_2, 53)));
    lab.with(
        "node-2",
        "iptables-save",
        "^(.*)-A KUBE-SVC-TCOU.* -j KUBE-MARK-MASQ",
        "-A KUBE-SVC-TCOU7JCQXEZGVUNU -j KUBE-MARK-MASQ");
    assertEquals("delivered", ending(lab.askFromPod("node-2", "10.244.1.4", DNS, 53)));
  }
}
