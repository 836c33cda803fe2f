package io.coldtrace.dataplane.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel taught the model, each on the smallest network that shows it. */
class KernelLessonsTest {
  private final OneNode node = new OneNode();

  private static String firstSource(Walker.Result result) {
    return result.steps().get(0).packet().source().getText();
  }

  private static String ending(Walker.Result result) {
    return result.walk().delivered()
        ? "delivered"
        : String.join(
            " ", result.walk().verdict(), result.walk().reason(), result.walk().direction());
  }

  /** {@code ip_route_connect} asks with the socket's protocol and port. */
  @Test
  void aSocketGetsItsAddressByTheRouteOfItsPort() {
    node.device("tun0", "tun", "10.8.0.5/24", "global")
        .route("main", "192.0.2.0/24", "eth0", "10.9.0.1", "")
        .route("100", "0.0.0.0/0", "tun0", "10.8.0.1", "")
        .rule(0, "from all", "lookup local")
        .rule(100, "from all ipproto udp dport 53", "lookup 100")
        .rule(32766, "from all", "lookup main");
    assertEquals("10.8.0.5", firstSource(node.asks("udp", "192.0.2.7", 53)));
    assertEquals("10.9.0.11", firstSource(node.asks("udp", "192.0.2.7", 80)));
    assertEquals("10.9.0.11", firstSource(node.asks("tcp", "192.0.2.7", 53)));
  }

  /** Without custom rules the tables local and main are one: a longer prefix wins. */
  @Test
  void anAddressOfALocalNetworkIsNoneWhereALongerRouteLeadsElsewhere() {
    node.route("local", "local", "10.244.2.0/24", "lo", "", "")
        .route("main", "10.244.2.3", "eth0", "10.9.0.12", "");
    assertEquals("10.244.2.4", firstSource(node.asks("udp", "10.244.2.4", 53)));
    assertEquals("10.9.0.11", firstSource(node.asks("udp", "10.244.2.3", 53)));
  }

  /** The same of a route of the type throw, which leaves no other table to look in. */
  @Test
  void aThrowRouteTakesAnAddressFromALocalNetwork() {
    node.route("local", "local", "10.244.2.0/24", "lo", "", "")
        .route("throw", "main", "10.244.2.2", "", "", "");
    assertEquals("delivered", ending(node.asks("icmp", "10.244.2.3", -1)));
    assertEquals("rejected no-route request", ending(node.asks("icmp", "10.244.2.2", -1)));
    assertEquals(
        "rejected no-route request",
        ending(node.asksFromPod("10.244.1.2", "icmp", "10.244.2.2", -1)));
  }

  /** {@code inet_select_addr}: lo has none of that scope, so the first device's is taken. */
  @Test
  void whatIsMasqueradedOnLoopbackHasTheFirstDevicesAddress() {
    node.iptables("nat", "POSTROUTING", "MASQUERADE");
    String source =
        node.asks("udp", "10.244.1.1", 53).steps().stream()
            .filter(step -> step.stage().equals("POSTROUTING"))
            .map(step -> step.packet().source().getText())
            .findFirst()
            .orElseThrow();
    assertEquals("10.9.0.11", source);
  }

  /** A port that is drawn is another one, also where the old one was free. */
  @Test
  void aDrawnPortIsNotTheSendersWhereTheAnswerIsNotTracked() {
    node.iptables("raw", "PREROUTING", "NOTRACK");
    node.iptables("nat", "POSTROUTING", "MASQUERADE");
    assertEquals("delivered", ending(node.asks("udp", "10.244.1.2", 53)));

    OneNode random = new OneNode();
    random.iptables("raw", "PREROUTING", "NOTRACK");
    random.iptables("nat", "POSTROUTING", "MASQUERADE", "--random-fully");
    assertEquals(
        "dropped reply-not-translated reply", ending(random.asks("udp", "10.244.1.2", 53)));
    assertEquals(
        "delivered",
        ending(
            new OneNode()
                .iptables("nat", "POSTROUTING", "MASQUERADE", "--random-fully")
                .asks("udp", "10.244.1.2", 53)));
  }

  /** Netfilter on a bridge comes before the hook of the bridge's own device. */
  @Test
  void theIngressOfABridgeSeesWhatNatMadeOfAFrame() {
    node.sysctl("net.bridge.bridge-nf-call-iptables", "1")
        .iptables("nat", "PREROUTING", "DNAT", "--to-destination 10.9.0.50")
        .drops("netdev", "ingress", "cni0", "10.9.0.50");
    assertEquals(
        "dropped rule request", ending(node.asksFromPod("10.244.1.2", "udp", "10.96.0.10", 53)));

    OneNode routed = new OneNode();
    routed
        .sysctl("net.bridge.bridge-nf-call-iptables", "0")
        .iptables("nat", "PREROUTING", "DNAT", "--to-destination 10.9.0.50")
        .drops("netdev", "ingress", "cni0", "10.9.0.50");
    assertEquals("delivered", ending(routed.asksFromPod("10.244.1.2", "udp", "10.96.0.10", 53)));
  }

  /** {@code ip_route_me_harder} runs inside the hook: the filter's policy comes too late. */
  @Test
  void whatNatSendsWhereNoRouteLeadsIsRefusedBeforeTheFilterSeesIt() {
    node.iptables("nat", "OUTPUT", "DNAT", "--to-destination 10.244.7.3")
        .iptables("filter", "OUTPUT", "DROP");
    assertEquals("rejected no-route request", ending(node.asks("udp", "10.9.0.11", 53)));

    OneNode routed = new OneNode();
    routed
        .iptables("nat", "OUTPUT", "DNAT", "--to-destination 10.244.1.3")
        .iptables("filter", "OUTPUT", "DROP");
    assertEquals("dropped rule request", ending(routed.asks("udp", "10.9.0.11", 53)));
  }

  /** What of a connection is not tracked has not the port that the connection began with. */
  @Test
  void dataThatIsNotTrackedBelongsToNoConnectionBehindADrawnPort() {
    node.iptables("raw", "OUTPUT", List.of("--tcp-flags PSH PSH"), "NOTRACK")
        .iptables("nat", "POSTROUTING", "MASQUERADE", "--random-fully");
    assertEquals("rejected no-connection request", ending(node.asks("tcp", "10.244.1.2", 80)));
    assertEquals("delivered", ending(node.asks("udp", "10.244.1.2", 53)));
  }

  /** A frame that NAT sends back to a port of its bridge is not handed up to the host. */
  @Test
  void theBridgesInputDoesNotSeeWhatNatKeepsOnTheBridge() {
    node.sysctl("net.bridge.bridge-nf-call-iptables", "1")
        .iptables("nat", "PREROUTING", "DNAT", "--to-destination 10.244.1.3")
        .drops("bridge", "input", "", "10.244.1.3")
        .drops("bridge", "input", "", "10.96.0.10");
    assertEquals("delivered", ending(node.asksFromPod("10.244.1.2", "udp", "10.96.0.10", 53)));

    OneNode past = new OneNode();
    past.sysctl("net.bridge.bridge-nf-call-iptables", "0")
        .drops("bridge", "input", "", "10.96.0.10");
    assertEquals(
        "dropped rule request", ending(past.asksFromPod("10.244.1.2", "udp", "10.96.0.10", 53)));
  }

  /** The nft backend of iptables asks it with priority 150, the kernel's own with 50. */
  @Test
  void theSecurityTableOfIptablesNftSeesWhatNatMadeOfTheSource() {
    List<String> fromNode = List.of("-s 10.9.0.11");
    node.iptables("nat", "INPUT", "SNAT", "--to-source 10.9.0.11")
        .iptables("security", "INPUT", fromNode, "DROP");
    assertEquals(
        "dropped rule request", ending(node.asksFromPod("10.244.1.2", "icmp", "10.9.0.11", -1)));

    OneNode before = new OneNode();
    before
        .iptables("nat", "INPUT", "SNAT", "--to-source 10.9.0.11")
        .iptables("filter", "INPUT", fromNode, "DROP");
    assertEquals("delivered", ending(before.asksFromPod("10.244.1.2", "icmp", "10.9.0.11", -1)));
  }

  /** A frame on its way out of a bridge has no incoming device; {@code xt_owner} sees no socket. */
  @Test
  void anEchoThatIsBridgedIsNotTheKernelsOwn() {
    List<String> socket = List.of("--socket-exists");
    node.sysctl("net.bridge.bridge-nf-call-iptables", "1")
        .iptables("mangle", "POSTROUTING", socket, "DROP");
    assertEquals("delivered", ending(node.asksFromPod("10.244.1.2", "icmp", "10.244.1.3", -1)));
    assertEquals(
        "dropped rule reply", ending(node.asksFromPod("10.244.1.2", "icmp", "10.244.1.1", -1)));
  }
}
