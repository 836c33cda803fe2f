package io.coldtrace.benchmarks;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Parsers;
import java.util.ArrayList;
import java.util.List;
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

/** How long it takes to read what {@code iptables-save -c} printed on a node with kube-proxy. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RulesetParsing {
  /** Of three endpoints each: 15 lines a service. */
  @Param({"100", "1000"})
  public int services;

  private final FileParser parser = Parsers.forKind("iptables-save").orElseThrow();
  private CapturedText text;

  /** Writes the ruleset. */
  @Setup
  public void writeRuleset() {
    text = new CapturedText("node-1", "iptables-legacy-save.txt", ruleset(services));
  }

  /** Reads it. */
  @Benchmark
  public LineLedger parse() {
    LineLedger ledger = new LineLedger(text);
    parser.parse(text, ledger);
    return ledger;
  }

  private static List<String> ruleset(int services) {
    List<String> chains = new ArrayList<>(List.of("*nat", ":KUBE-SERVICES - [0:0]"));
    List<String> rules = new ArrayList<>();
    for (int service = 0; service < services; service++) {
      String chain = "KUBE-SVC-%016d".formatted(service);
      String name = "shop/cart-%d:http".formatted(service);
      String match =
          "-d 10.96.%d.%d/32 -p tcp -m comment --comment \"%s cluster IP\" -m tcp --dport 80"
              .formatted(service / 250, service % 250 + 1, name);
      chains.add(":" + chain + " - [0:0]");
      rules.add("[3:180] -A KUBE-SERVICES " + match + " -j " + chain);
      rules.add("[0:0] -A " + chain + " ! -s 10.244.0.0/16 " + match + " -j KUBE-MARK-MASQ");
      for (int endpoint = 0; endpoint < 3; endpoint++) {
        String end = "KUBE-SEP-%015d%d".formatted(service, endpoint);
        String ip = "10.244.%d.%d".formatted(endpoint, service % 250 + 2);
        chains.add(":" + end + " - [0:0]");
        rules.add(
            "[1:60] -A %s -m comment --comment \"%s -> %s:80\" -j %s"
                .formatted(chain, name, ip, end));
        rules.add(
            "[0:0] -A %s -s %s/32 -m comment --comment \"%s\" -j KUBE-MARK-MASQ"
                .formatted(end, ip, name));
        rules.add(
            "[1:60] -A %s -p tcp -m comment --comment \"%s\" -m tcp -j DNAT --to-destination %s:80"
                .formatted(end, name, ip));
      }
    }
    chains.addAll(rules);
    chains.add("COMMIT");
    return chains;
  }
}
