package io.coldtrace.benchmarks;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Parsers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long one flow takes through nodes to which kube-proxy gave many services. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FlowWalking {
  /** Of three endpoints each: 15 lines a service. */
  @Param({"100", "5000"})
  public int services;

  /** How kube-proxy writes them. */
  @Param({"iptables", "nftables"})
  public String mode;

  private Walker walker;

  /** Reads two nodes and builds the model. */
  @Setup
  public void build() {
    List<Fact> facts = new ArrayList<>();
    for (int node = 1; node <= 2; node++) {
      facts.addAll(node(node));
    }
    walker = new Walker(Cluster.ofFacts(facts));
  }

  /** From a pod to a pod of the other node: no service in it. */
  @Benchmark
  public Walker.Result podToPod() {
    return walk("10.244.2.9", "10.244.2.9", 80);
  }

  /** From a pod to the last of the services: each of its three endpoints, there and back. */
  @Benchmark
  public Walker.Result podToService() {
    int last = services - 1;
    return walk("service", "10.96.%d.%d".formatted(last / 250, last % 250 + 1), 80);
  }

  private Walker.Result walk(String id, String address, int port) {
    Flow flow =
        new Flow(
            id, false, "node-1", Optional.of(Ip.of("10.244.1.7")), "", Ip.of(address), "tcp", port);
    return walker.walk(flow).orElseThrow();
  }

  private List<Fact> node(int node) {
    int other = 3 - node;
    List<Fact> facts = new ArrayList<>();
    facts.addAll(
        mode.equals("nftables")
            ? read(node, "nft-ruleset", KubeProxyTables.of(services))
            : read(node, "iptables-save", KubeProxyRules.of(services)));
    facts.addAll(
        read(
            node,
            "ip-route",
            List.of(
                "default via 10.0.0.254 dev eth0",
                "10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0." + node,
                "10.244.%d.0/24 dev cni0 proto kernel scope link src 10.244.%d.1"
                    .formatted(node, node),
                "10.244.%d.0/24 via 10.244.%d.0 dev flannel.1 onlink".formatted(other, other))));
    facts.addAll(
        read(
            node,
            "ip-neigh",
            List.of(
                "10.244.%d.0 dev flannel.1 lladdr 02:00:00:00:00:0%d PERMANENT"
                    .formatted(other, other))));
    facts.addAll(
        read(
            node,
            "bridge-fdb",
            List.of(
                "02:00:00:00:00:0%d dev flannel.1 dst 10.0.0.%d self permanent"
                    .formatted(other, other))));
    facts.addAll(read(node, "ip-addr", links(node)));
    facts.addAll(
        read(
            node,
            "sysctl-a",
            List.of("net.ipv4.ip_forward = 1", "net.bridge.bridge-nf-call-iptables = 1")));
    return facts;
  }

  private static List<String> links(int node) {
    return """
        2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
            link/ether 02:00:00:00:01:0N brd ff:ff:ff:ff:ff:ff
            inet 10.0.0.N/24 scope global eth0
        3: flannel.1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN group default
            link/ether 02:00:00:00:00:0N brd ff:ff:ff:ff:ff:ff promiscuity 0
            vxlan id 1 local 10.0.0.N dev eth0 srcport 0 0 dstport 8472 nolearning
            inet 10.244.N.0/32 scope global flannel.1
        4: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default
            link/ether 02:00:00:00:02:0N brd ff:ff:ff:ff:ff:ff promiscuity 0
            bridge forward_delay 1500 hello_time 200
            inet 10.244.N.1/24 scope global cni0
        """
        .replace("N", String.valueOf(node))
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
