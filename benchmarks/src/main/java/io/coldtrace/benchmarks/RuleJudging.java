package io.coldtrace.benchmarks;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.derive.Derivation;
import io.coldtrace.facts.Fact;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.Findings;
import io.coldtrace.rules.Judged;
import io.coldtrace.rules.Language;
import io.coldtrace.rules.RuleCatalog;
import java.nio.file.Path;
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

/** How long the whole catalog takes on a snapshot of three nodes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RuleJudging {
  /** Folders of the corpus, seen from the project's. */
  @Param({"healthy-plain", "ip-forward-disabled"})
  public String incident;

  private RuleCatalog rules;
  private List<Fact> facts;

  /** Reads the snapshot and walks its packets. */
  @Setup
  public void read() {
    Snapshot snapshot =
        Snapshot.read(
            Inputs.of(List.of(Path.of("corpus", incident))), Limits.DEFAULT, capture -> {});
    facts = Derivation.of(snapshot.facts());
    rules = RuleCatalog.builtIn().catalog();
  }

  /** Every rule, its findings written in both languages; nothing is indexed beforehand. */
  @Benchmark
  public List<Findings> bothLanguages() {
    Judged judged = rules.judge(FactBase.of(facts));
    return List.of(judged.in(Language.ENGLISH), judged.in(Language.CHINESE));
  }
}
