package io.coldtrace.benchmarks;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Ip;
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
    walker = new Walker(Cluster.ofFacts(FlannelCluster.of(2, mode, services)));
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
}
