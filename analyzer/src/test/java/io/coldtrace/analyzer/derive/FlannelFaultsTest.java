package io.coldtrace.analyzer.derive;

import static io.coldtrace.analyzer.derive.Given.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.derived.FlannelConfig;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.RuleOption;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Announcements that do not fit to the nodes, on nodes that are otherwise as they should be. */
class FlannelFaultsTest {
  private static final String FLANNEL = "flannel.alpha.coreos.com/";

  private final List<Fact> facts = new ArrayList<>();

  private static KubeNode node(String name, String backend, String publicIp, String network) {
    return new KubeNode(
        at("node-1", "kubectl/nodes.json", 10),
        name,
        List.of(Given.address(name)),
        name,
        List.of(Cidr.of(network)),
        "True",
        "",
        "",
        Map.of(FLANNEL + "backend-type", backend, FLANNEL + "public-ip", publicIp),
        Map.of(),
        Map.of(FLANNEL + "public-ip", at("node-1", "kubectl/nodes.json", 12)));
  }

  private void cluster(int nodes, String backend) {
    for (int i = 1; i <= nodes; i++) {
      String name = "node-" + i;
      facts.add(node(name, backend, Given.address(name), "10.244.%d.0/24".formatted(i)));
      facts.add(Given.address(name, "eth0"));
      if (backend.equals("vxlan")) {
        facts.add(Given.tunnel(name));
      }
    }
  }

  private void replace(Fact fact, int index) {
    facts.set(index, fact);
  }

  private List<String> faults(FlannelConfig... configs) {
    return FlannelFaults.of(facts, Places.of(facts), List.of(), List.of(), List.of(configs))
        .stream()
        .map(f -> "%s %s %s > %s".formatted(f.area(), f.node(), f.actual(), f.expected()))
        .toList();
  }

  private static FlannelConfig config(String backend, int port) {
    return new FlannelConfig(
        at("node-1", "kubectl/configmaps.json", 7),
        "kube-flannel",
        "kube-flannel-cfg",
        "",
        "10.244.0.0/16",
        backend,
        port,
        1,
        0,
        false,
        "",
        Map.of());
  }

  @Test
  void nodesThatAgreeHaveNoFault() {
    cluster(3, "vxlan");
    assertEquals(List.of(), faults(config("vxlan", 8472)));
  }

  @Test
  void theSmallerSideHasTheWrongBackend() {
    cluster(3, "vxlan");
    replace(node("node-3", "host-gw", "10.0.0.3", "10.244.3.0/24"), 6);
    assertEquals(List.of("backend node-3 host-gw > vxlan"), faults());
  }

  @Test
  void whatAllRunWithAndTheConfigMapDoesNotSayIsNotReloaded() {
    cluster(2, "vxlan");
    assertEquals(
        List.of(
            "config node-1 UDP port 8472 > UDP port 8475",
            "config node-2 UDP port 8472 > UDP port 8475"),
        faults(config("vxlan", 8475)));
  }

  @Test
  void hostGatewaysOfAnotherSubnetAreBeyondARouter() {
    cluster(3, "host-gw");
    replace(node("node-3", "host-gw", "10.9.0.3", "10.244.3.0/24"), 4);
    replace(
        new InterfaceAddress(
            at("node-3", "ip-addr.txt", 2),
            "eth0",
            Cidr.of("10.9.0.3/24"),
            "global",
            "eth0",
            false),
        5);
    assertEquals(List.of("boundary node-3 10.9.0.3/24 > "), faults());
  }

  @Test
  void hostGatewayKnowsNoAddressTranslation() {
    cluster(2, "host-gw");
    replace(node("node-2", "host-gw", "10.0.0.77", "10.244.2.0/24"), 2);
    assertEquals(List.of("behind-nat node-2 10.0.0.77 > 10.0.0.2"), faults());
  }

  @Test
  void oneAddressOfTwoNodesIsWrongOnBoth() {
    cluster(3, "vxlan");
    replace(node("node-2", "vxlan", "10.0.2.15", "10.244.2.0/24"), 3);
    replace(node("node-3", "vxlan", "10.0.2.15", "10.244.3.0/24"), 6);
    assertEquals(
        List.of("public-ip node-2 10.0.2.15 > ", "public-ip node-3 10.0.2.15 > "), faults());
  }

  /** Its machine joined again under another name. */
  @Test
  void aNodeThatIsGoneSharesNothing() {
    cluster(2, "vxlan");
    KubeNode old = node("node-9", "host-gw", "10.0.0.2", "10.244.9.0/24");
    facts.add(
        new KubeNode(
            old.source(),
            "node-9",
            old.addresses(),
            "node-9",
            old.podCidrs(),
            "Unknown",
            "",
            "",
            old.annotations(),
            Map.of(),
            Map.of()));
    assertEquals(List.of(), faults());
  }

  @Test
  void aTunnelKeepsAnAddressThatTheNodeHasLost() {
    cluster(2, "vxlan");
    replace(
        new InterfaceAddress(
            at("node-2", "ip-addr.txt", 2),
            "eth0",
            Cidr.of("10.0.0.99/24"),
            "global",
            "eth0",
            false),
        4);
    assertEquals(List.of("local node-2 10.0.0.2 > 10.0.0.99"), faults());
  }

  @Test
  void aPodNetworkBelongsToOneNode() {
    cluster(2, "vxlan");
    replace(node("node-2", "vxlan", "10.0.0.2", "10.244.1.0/25"), 3);
    assertEquals(
        List.of(
            "pod-network-shared node-1 10.244.1.0/24 > ",
            "pod-network-shared node-2 10.244.1.0/25 > "),
        faults());
  }

  @Test
  void routesShowABackendThatNobodyAnnounced() {
    for (String name : List.of("node-1", "node-2")) {
      String network = "10.244.%s.1/24".formatted(name.substring(5));
      facts.add(Given.address(name, "eth0"));
      facts.add(new HostSetting(at(name, "subnet.env", 1), "/run", "FLANNEL_SUBNET", network));
    }
    facts.add(Given.tunnel("node-1"));
    facts.add(route("node-1", "10.244.2.0/24", "10.244.2.0", "flannel.1"));
    facts.add(route("node-2", "10.244.1.0/24", "10.0.0.1", "eth0"));
    assertEquals(
        List.of("backend node-1 vxlan > host-gw", "backend node-2 host-gw > vxlan"), faults());
  }

  private static Route route(String node, String network, String gateway, String device) {
    return new Route(
        at(node, "ip-route.txt", 2),
        "unicast",
        "main",
        Cidr.of(network),
        Optional.of(Ip.of(gateway)),
        device,
        Optional.empty(),
        0,
        "",
        "global",
        List.of());
  }

  private void nat(String chain, String target, RuleOption... matches) {
    facts.add(
        new IptablesRule(
            at("node-1", "iptables-save.txt", 9),
            "nft",
            "ip",
            "nat",
            chain,
            1,
            List.of(matches),
            target,
            false,
            List.of(),
            0,
            0,
            ""));
  }

  private static RuleOption from(String network, boolean negated) {
    return new RuleOption("", "-s", negated, List.of(network));
  }

  private void masqueradingNode() {
    facts.add(setting("FLANNEL_NETWORK", "10.244.0.0/16"));
    facts.add(setting("FLANNEL_SUBNET", "10.244.1.1/24"));
    facts.add(
        new IptablesChain(
            at("node-1", "iptables-save.txt", 3),
            "nft",
            "ip",
            "nat",
            "POSTROUTING",
            "ACCEPT",
            0,
            0));
  }

  private static HostSetting setting(String key, String value) {
    return new HostSetting(at("node-1", "subnet.env", 1), "/run/flannel/subnet.env", key, value);
  }

  @Test
  void podsThatNoRuleHidesAreSeenOutside() {
    masqueradingNode();
    nat("POSTROUTING", "MASQUERADE", from("172.17.0.0/16", false));
    nat("POSTROUTING", "MASQUERADE", from("10.244.0.0/16", true));
    nat("KUBE-POSTROUTING", "MASQUERADE");
    nat("FLANNEL-POSTRTG", "MASQUERADE", from("10.244.0.0/16", false));
    assertEquals(List.of("masquerade node-1  > 10.244.0.0/16"), faults());
    nat("POSTROUTING", "FLANNEL-POSTRTG");
    assertEquals(List.of(), faults());
  }

  @Test
  void aChainMayBeReachedByWayOfAnother() {
    masqueradingNode();
    nat("POSTROUTING", "cali-POSTROUTING");
    nat("cali-POSTROUTING", "cali-nat-outgoing");
    nat(
        "cali-nat-outgoing",
        "MASQUERADE",
        new RuleOption("set", "--match-set", false, List.of("x")));
    assertEquals(List.of(), faults());
  }

  @Test
  void theBridgePluginMayHideThemItself() {
    masqueradingNode();
    nat("CNI-0a1b", "MASQUERADE");
    assertEquals(List.of(), faults());
  }
}
