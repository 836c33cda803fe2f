package io.coldtrace.parsers.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Ip;
import io.coldtrace.parsers.command.NodeCommand.ConfigMapPatch;
import io.coldtrace.parsers.command.NodeCommand.DaemonSetRestart;
import io.coldtrace.parsers.command.NodeCommand.Edit;
import io.coldtrace.parsers.command.NodeCommand.FdbEdit;
import io.coldtrace.parsers.command.NodeCommand.FirewallStop;
import io.coldtrace.parsers.command.NodeCommand.IptablesEdit;
import io.coldtrace.parsers.command.NodeCommand.IptablesPolicy;
import io.coldtrace.parsers.command.NodeCommand.LinkChange;
import io.coldtrace.parsers.command.NodeCommand.NeighborEdit;
import io.coldtrace.parsers.command.NodeCommand.NftAddition;
import io.coldtrace.parsers.command.NodeCommand.NftRuleDeletion;
import io.coldtrace.parsers.command.NodeCommand.RouteEdit;
import io.coldtrace.parsers.command.NodeCommand.RoutingRuleEdit;
import io.coldtrace.parsers.command.NodeCommand.SysctlWrite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeCommandsTest {
  private static <T extends NodeCommand> T only(Class<T> type, String line) {
    List<NodeCommand> commands = NodeCommands.read(line).orElseThrow();
    assertEquals(1, commands.size());
    return type.cast(commands.get(0));
  }

  @Test
  void sysctlTakesBothSeparators() {
    assertEquals(
        List.of(
            new SysctlWrite("net.ipv4.ip_forward", "1"),
            new SysctlWrite("net.ipv4.conf.eth0/100.rp_filter", "2")),
        NodeCommands.read("sysctl -w net.ipv4.ip_forward=1 net/ipv4/conf/eth0.100/rp_filter=2")
            .orElseThrow());
  }

  @Test
  void aRuleIsReadAsTheListingWritesIt() {
    IptablesEdit edit =
        only(
            IptablesEdit.class,
            "iptables-nft -w 5 -t nat -I POSTROUTING 2 ! -d 10.244.0.0/16 -m comment --comment"
                + " \"it's a -j test\" -j RETURN");
    assertEquals("nft", edit.backend());
    assertEquals(2, edit.position());
    assertEquals("nat", edit.rule().table());
    assertEquals("RETURN", edit.rule().target());
    assertTrue(edit.rule().matches().get(0).negated());
    IptablesEdit deletion =
        only(
            IptablesEdit.class,
            "iptables -w -D FORWARD -j REJECT --reject-with icmp-host-prohibited");
    assertEquals(Edit.DELETE, deletion.edit());
    assertEquals("", deletion.backend());
    assertEquals(
        new IptablesPolicy("legacy", "ip6", "filter", "FORWARD", "ACCEPT"),
        only(IptablesPolicy.class, "ip6tables-legacy -P FORWARD ACCEPT"));
  }

  @Test
  void aListOfAddressesIsARuleEach() {
    List<NodeCommand> edits =
        NodeCommands.read(
                "iptables-legacy -w -I INPUT -s 10.0.0.1,10.0.0.2 -p udp --dport 8472 -j ACCEPT")
            .orElseThrow();
    assertEquals(
        List.of("10.0.0.1", "10.0.0.2"),
        edits.stream()
            .map(edit -> ((IptablesEdit) edit).rule().matches().get(0).argument())
            .map(address -> address.replaceFirst("/32$", ""))
            .toList());
  }

  @Test
  void nftRulesAreReadAsTheListingWritesThem() {
    NftAddition added =
        only(
            NftAddition.class,
            "nft insert rule inet filter input ip saddr 10.0.0.1 udp dport 8472 accept");
    assertEquals(1, added.position());
    assertEquals("accept", added.rule().verdict());
    NftAddition ofSeveral =
        only(
            NftAddition.class,
            "nft insert rule inet filter input ip saddr { 10.0.0.1,10.0.0.2 } udp dport 8472"
                + " accept");
    assertEquals("ip saddr { 10.0.0.1, 10.0.0.2 } udp dport 8472 accept", ofSeveral.rule().text());
    assertEquals(2, added.rule().matches().size());
    assertEquals(
        new NftRuleDeletion("inet", "filter", "input", 12),
        only(NftRuleDeletion.class, "nft delete rule inet filter input handle 12"));
  }

  @Test
  void iproute2ObjectsAreReadAsTheListingsShowThem() {
    RouteEdit route =
        only(RouteEdit.class, "ip route replace 10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink");
    assertEquals(Edit.REPLACE, route.edit());
    assertEquals(Ip.parse("10.244.1.0"), route.route().gateway());
    NeighborEdit neighbor =
        only(
            NeighborEdit.class,
            "ip neigh replace 10.244.1.0 dev flannel.1 lladdr 02:00:00:00:00:01 nud permanent");
    assertEquals("PERMANENT", neighbor.neighbor().state());
    FdbEdit fdb =
        only(
            FdbEdit.class,
            "bridge fdb append 02:00:00:00:00:01 dev flannel.1 dst 10.0.0.2 self permanent");
    assertEquals("10.0.0.2", fdb.entry().destination());
    RoutingRuleEdit rule =
        only(RoutingRuleEdit.class, "ip rule del from 10.244.0.0/16 table 100 priority 90");
    assertEquals(90, rule.rule().priority());
    assertEquals("lookup 100", rule.rule().action());
    assertEquals(
        new LinkChange(
            "cni0", Optional.of(true), Optional.of(1450), Optional.empty(), Optional.empty()),
        only(LinkChange.class, "ip link set dev cni0 up mtu 1450"));
    assertEquals(
        new LinkChange(
            "veth1", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
        only(LinkChange.class, "ip link set dev veth1 type bridge_slave hairpin on"));
  }

  @Test
  void aStoppedFirewallIsKnownByItsProduct() {
    assertEquals(
        new FirewallStop("firewalld"), only(FirewallStop.class, "systemctl stop firewalld"));
    assertEquals(
        new FirewallStop("firewalld"),
        only(FirewallStop.class, "systemctl disable --now firewalld.service"));
    assertEquals(new FirewallStop("ufw"), only(FirewallStop.class, "ufw disable"));
  }

  @Test
  void kubectlPatchesAConfigMapAndRestartsADaemonSet() {
    String patch = "'{\"data\":{\"net-conf.json\":\"{\\n  \\\"Backend\\\" : {}\\n}\\n\"}}'";
    ConfigMapPatch expected =
        new ConfigMapPatch(
            "kube-flannel",
            "kube-flannel-cfg",
            Map.of("net-conf.json", "{\n  \"Backend\" : {}\n}\n"));
    assertEquals(
        expected,
        only(
            ConfigMapPatch.class,
            "kubectl -n kube-flannel patch configmap kube-flannel-cfg --type merge -p " + patch));
    assertEquals(
        expected,
        only(
            ConfigMapPatch.class,
            "kubectl patch cm/kube-flannel-cfg --namespace=kube-flannel --type=merge -p " + patch));
    DaemonSetRestart restart = new DaemonSetRestart("kube-flannel", "kube-flannel-ds");
    assertEquals(
        restart,
        only(
            DaemonSetRestart.class,
            "kubectl -n kube-flannel rollout restart daemonset/kube-flannel-ds"));
    assertEquals(
        restart,
        only(
            DaemonSetRestart.class,
            "kubectl rollout restart ds kube-flannel-ds --namespace kube-flannel"));
  }

  @Test
  void severalCommandsOfALineAreRunInOrder() {
    assertEquals(
        2, NodeCommands.read("ip link set cni0 down && ip link set cni0 up").orElseThrow().size());
  }

  /** What a model cannot know, or is none of the commands that a remedy may be made of. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "sysctl -w",
        "sysctl -n net.ipv4.ip_forward",
        "sysctl -w net.ipv4.ip_forward=1 | tee log",
        "sysctl -w net.ipv4.ip_forward=$(cat value)",
        "echo net.ipv4.ip_forward=1 > /proc/sys/net/ipv4/ip_forward",
        "systemctl stop kubelet",
        "systemctl restart firewalld",
        "ufw allow from 10.0.0.1",
        "iptables -F",
        "iptables -D FORWARD 3",
        "iptables -I",
        "iptables -A FORWARD 'unterminated",
        "nft flush ruleset",
        "nft insert rule inet filter input nonsense and more of it accept",
        "nft delete rule inet filter input handle x",
        "ip route flush table main",
        "ip route add banana",
        "ip link set cni0 netns 7",
        "ip link add x type bridge",
        "ip link add x type vxlan dstport 8472",
        "kubectl -n kube-system delete pod x",
        "kubectl",
        "kubectl -n",
        "kubectl patch configmap x --type merge",
        "kubectl patch configmap x -p '{\"data\":{\"a\":\"b\"}}'",
        "kubectl patch configmap x --type merge -p '{\"data\":{\"a\":null}}'",
        "kubectl patch configmap x --type merge -p '{\"data\":{\"a\":\"b\"'",
        "kubectl patch configmap x --type merge -p '{\"data\":{\"a\":\"b\"},\"immutable\":true}'",
        "kubectl patch configmap x y --type merge -p '{\"data\":{\"a\":\"b\"}}'",
        "kubectl patch configmap x --type merge --dry-run=client -p '{\"data\":{\"a\":\"b\"}}'",
        "kubectl patch node x --type merge -p '{\"data\":{\"a\":\"b\"}}'",
        "kubectl rollout restart daemonset -l app=flannel",
        "kubectl rollout restart deployment/coredns",
        "kubectl rollout restart daemonset/a daemonset/b",
        "kubectl rollout restart daemonset/",
        "rm -rf /",
      })
  void whatIsOutsideTheSetIsRefused(String line) {
    assertEquals(Optional.empty(), NodeCommands.read(line));
  }
}
