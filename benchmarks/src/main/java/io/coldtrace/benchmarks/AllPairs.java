package io.coldtrace.benchmarks;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Ip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** How long a ping takes from a pod of every node to a pod of every other, all of them together. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx6g")
public class AllPairs {
  @Param({"20", "200"})
  public int nodes;

  /** How kube-proxy writes its rules, of 200 services. */
  @Param({"iptables", "nftables"})
  public String mode;

  private Walker walker;
  private final List<Flow> flows = new ArrayList<>();

  /** Reads the nodes and builds the model. */
  @Setup
  public void build() {
    walker = new Walker(Cluster.ofFacts(FlannelCluster.of(nodes, mode, 200)));
    for (int from = 1; from <= nodes; from++) {
      for (int to = 1; to <= nodes; to++) {
        if (from != to) {
          flows.add(
              new Flow(
                  from + " to " + to,
                  false,
                  "node-" + from,
                  Optional.of(pod(from)),
                  "node-" + to,
                  pod(to),
                  "icmp",
                  -1));
        }
      }
    }
  }

  private static Ip pod(int node) {
    return Ip.of("10.244.%d.7".formatted(node));
  }

  /** There and back, on all processors. */
  @Benchmark
  public Map<Flow, Walker.Result> walk() {
    return walker.walk(flows);
  }
}
