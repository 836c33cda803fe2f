package io.coldtrace.benchmarks;

import io.coldtrace.facts.Fact;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Parsers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the nodes of a cluster with flannel and kube-proxy list, read. */
final class FlannelCluster {
  private FlannelCluster() {}

  /**
   * A cluster of up to 254 nodes: node-N has the address 10.0.0.@node@ and the podCIDR
   * 10.244.@node@.0/24.
   *
   * @param mode how kube-proxy writes its rules: {@code iptables} or {@code nftables}
   * @param services of three endpoints each
   */
  static List<Fact> of(int nodes, String mode, int services) {
    boolean tables = mode.equals("nftables");
    List<String> rules = tables ? KubeProxyTables.of(services) : KubeProxyRules.of(services);
    List<Fact> facts = new ArrayList<>();
    for (int node = 1; node <= nodes; node++) {
      facts.addAll(read(node, tables ? "nft-ruleset" : "iptables-save", rules));
      facts.addAll(read(node, "ip-route", routes(node, nodes)));
      facts.addAll(
          read(
              node,
              "ip-neigh",
              peers(
                  node,
                  nodes,
                  peer ->
                      "10.244.%d.0 dev flannel.1 lladdr %s PERMANENT".formatted(peer, mac(peer)))));
      facts.addAll(
          read(
              node,
              "bridge-fdb",
              peers(
                  node,
                  nodes,
                  peer ->
                      "%s dev flannel.1 dst 10.0.0.%d self permanent".formatted(mac(peer), peer))));
      facts.addAll(read(node, "ip-addr", links(node)));
      facts.addAll(
          read(
              node,
              "sysctl-a",
              List.of("net.ipv4.ip_forward = 1", "net.bridge.bridge-nf-call-iptables = 1")));
    }
    return facts;
  }

  private static List<String> peers(int node, int nodes, IntFunction<String> line) {
    return IntStream.rangeClosed(1, nodes).filter(peer -> peer != node).mapToObj(line).toList();
  }

  private static String mac(int node) {
    return "02:00:00:00:00:%02x".formatted(node);
  }

  private static List<String> routes(int node, int nodes) {
    Stream<String> own =
        Stream.of(
            "default via 10.0.0.254 dev eth0",
            "10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0." + node,
            "10.244.%d.0/24 dev cni0 proto kernel scope link src 10.244.%d.1"
                .formatted(node, node));
    List<String> others =
        peers(
            node,
            nodes,
            peer -> "10.244.%d.0/24 via 10.244.%d.0 dev flannel.1 onlink".formatted(peer, peer));
    return Stream.concat(own, others.stream()).toList();
  }

  private static List<String> links(int node) {
    return """
        2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
            link/ether 02:00:00:00:01:@mac@ brd ff:ff:ff:ff:ff:ff
            inet 10.0.0.@node@/24 scope global eth0
        3: flannel.1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN group default
            link/ether 02:00:00:00:00:@mac@ brd ff:ff:ff:ff:ff:ff promiscuity 0
            vxlan id 1 local 10.0.0.@node@ dev eth0 srcport 0 0 dstport 8472 nolearning
            inet 10.244.@node@.0/32 scope global flannel.1
        4: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default
            link/ether 02:00:00:00:02:@mac@ brd ff:ff:ff:ff:ff:ff promiscuity 0
            bridge forward_delay 1500 hello_time 200
            inet 10.244.@node@.1/24 scope global cni0
        """
        .replace("@mac@", "%02x".formatted(node))
        .replace("@node@", String.valueOf(node))
        .lines()
        .toList();
  }

  private static List<Fact> read(int node, String kind, List<String> lines) {
    String file = kind.equals("iptables-save") ? "iptables-legacy-save.txt" : kind + ".txt";
    CapturedText text = new CapturedText("node-" + node, file, lines);
    LineLedger ledger = new LineLedger(text);
    Parsers.forKind(kind).orElseThrow().parse(text, ledger);
    return ledger.facts();
  }
}
