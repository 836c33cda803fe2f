package io.coldtrace.analyzer.page;

import io.coldtrace.facts.derived.HostFirewall;
import io.coldtrace.facts.kernel.ClockTracking;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Vxlan;
import io.coldtrace.report.NodeFact;
import io.coldtrace.report.Report;
import io.coldtrace.report.ReportedNode;
import io.coldtrace.rules.FactBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the nodes say of themselves, side by side: where one differs from the others it shows. */
final class NodeComparison {
  private static final List<String> SYSCTLS =
      List.of(
          "net.ipv4.ip_forward",
          "net.ipv4.conf.all.rp_filter",
          "net.ipv4.conf.default.rp_filter",
          "net.bridge.bridge-nf-call-iptables",
          "net.ipv4.icmp_echo_ignore_all",
          "net.netfilter.nf_conntrack_max");

  private final FactBase facts;
  private final List<ReportedNode> nodes;
  private final List<NodeFact> rows = new ArrayList<>();

  NodeComparison(FactBase facts, Report report) {
    this.facts = facts;
    this.nodes = report.snapshot().nodes();
  }

  List<NodeFact> facts() {
    row("os", "system", true, node -> node.os());
    row("kernel", "system", true, node -> node.kernel());
    row("clock", "system", false, node -> clock(node.name()));
    row("firewall", "system", true, node -> firewalls(node.name()));
    SYSCTLS.forEach(key -> row(key, "sysctl", true, node -> sysctl(node.name(), key)));
    row("podCidr", "network", false, ReportedNode::podCIDR);
    row("flannel", "network", true, node -> vxlan(node.name()));
    row("flannelMtu", "network", true, node -> mtu(node.name(), "vxlan"));
    row("bridgeMtu", "network", true, node -> mtu(node.name(), "bridge"));
    row("uplinkMtu", "network", true, node -> uplink(node.name()));
    row("flannelNetwork", "network", true, node -> setting(node.name(), "FLANNEL_NETWORK"));
    row("forwardPolicy", "iptables", true, node -> policy(node.name(), "FORWARD"));
    row("inputPolicy", "iptables", true, node -> policy(node.name(), "INPUT"));
    row("ruleCount", "iptables", false, node -> rules(node.name()));
    return rows.stream()
        .filter(row -> row.values().stream().anyMatch(value -> !value.isEmpty()))
        .toList();
  }

  private void row(
      String name, String group, boolean comparable, Function<ReportedNode, String> value) {
    rows.add(new NodeFact(name, group, nodes.stream().map(value).toList(), comparable));
  }

  private String sysctl(String node, String key) {
    return facts.on(node, Sysctl.class).stream()
        .filter(sysctl -> sysctl.key().equals(key))
        .map(Sysctl::value)
        .findFirst()
        .orElse("");
  }

  private String setting(String node, String key) {
    return facts.on(node, HostSetting.class).stream()
        .filter(setting -> setting.key().equals(key))
        .map(HostSetting::value)
        .findFirst()
        .orElse("");
  }

  private String clock(String node) {
    return facts.on(node, ClockTracking.class).stream()
        .map(clock -> String.format(Locale.ROOT, "%+.3f s", clock.offset()))
        .findFirst()
        .orElse("");
  }

  private String firewalls(String node) {
    return facts.all(HostFirewall.class).stream()
        .filter(firewall -> firewall.node().equals(node))
        .map(HostFirewall::product)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private String vxlan(String node) {
    return facts.on(node, Link.class).stream()
        .filter(link -> link.vxlan().isPresent())
        .map(link -> link.name() + ": " + words(link.vxlan().get()))
        .distinct()
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private static String words(Vxlan vxlan) {
    return "VNI " + vxlan.vni() + (vxlan.port() > 0 ? ", UDP " + vxlan.port() : "");
  }

  private String mtu(String node, String kind) {
    return facts.on(node, Link.class).stream()
        .filter(link -> link.kind().equals(kind) && !link.name().startsWith("docker"))
        .map(link -> link.name() + " " + link.mtu())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The device that the tunnel runs over. */
  private String uplink(String node) {
    List<String> devices =
        facts.on(node, Link.class).stream()
            .flatMap(link -> link.vxlan().stream())
            .map(Vxlan::device)
            .toList();
    return facts.on(node, Link.class).stream()
        .filter(link -> devices.contains(link.name()))
        .map(link -> link.name() + " " + link.mtu())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private String policy(String node, String chain) {
    return facts.on(node, IptablesChain.class).stream()
        .filter(each -> each.name().equals(chain) && each.table().equals("filter"))
        .filter(each -> each.family().equals("ip"))
        .map(each -> each.policy() + " (" + each.backend() + ")")
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private String rules(String node) {
    return facts.on(node, IptablesRule.class).stream()
        .filter(rule -> rule.family().equals("ip"))
        .collect(Collectors.groupingBy(IptablesRule::backend, Collectors.counting()))
        .entrySet()
        .stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
