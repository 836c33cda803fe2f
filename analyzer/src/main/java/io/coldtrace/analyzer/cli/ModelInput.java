package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.archive.EvidenceText;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.derive.Evidence;
import io.coldtrace.analyzer.trace.Endpoints;
import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Loss;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** A snapshot as {@code trace} and {@code matrix} use it: read, modelled, ready for flows. */
final class ModelInput {
  @Mixin private InputOptions options = new InputOptions();

  private Inputs input;
  private Snapshot snapshot;
  private List<Fact> facts;
  private Cluster cluster;
  private Walker walker;
  private Evidence evidence;

  /** One that no command line names. */
  static ModelInput of(Path snapshot) {
    ModelInput input = new ModelInput();
    input.options = InputOptions.of(snapshot);
    return input;
  }

  /** Reads the inputs; false if there was nothing. */
  boolean read(CommandLine line) {
    Progress progress = Progress.on(line.getErr());
    input = options.of(line);
    snapshot = progress.reading(input);
    if (snapshot.files().isEmpty()) {
      return false;
    }
    progress.stage("modelling " + snapshot.captures().size() + " nodes");
    facts = snapshot.facts();
    cluster = Cluster.ofFacts(facts);
    walker = new Walker(cluster);
    evidence = Evidence.of(facts, walker);
    progress.done();
    return true;
  }

  /** Why there was nothing to read, a line an input. */
  String problems() {
    StringBuilder text = new StringBuilder("nothing to read");
    snapshot
        .problems()
        .forEach(p -> text.append("\n  ").append(p.input()).append(": ").append(p.what()));
    return text.toString();
  }

  List<Fact> facts() {
    return facts;
  }

  Cluster cluster() {
    return cluster;
  }

  Endpoints endpoints() {
    return new Endpoints(facts, cluster);
  }

  /** What becomes of a flow; empty if the node where it starts was not collected. */
  Optional<Walker.Result> walk(Flow flow) {
    return walker.walk(flow).map(result -> evidence.settle(flow, result));
  }

  /** The same of many, without their steps. */
  Map<Flow, Walker.Result> walk(Collection<Flow> flows) {
    Map<Flow, Walker.Result> walked = walker.walk(flows);
    walked.replaceAll(evidence::settle);
    return walked;
  }

  /** The lines that decided these, as captured. */
  Function<Source, String> text(Collection<Walker.Result> results) {
    Set<Source> sources = new HashSet<>();
    for (Walker.Result result : results) {
      result.loss().map(Loss::source).ifPresent(sources::add);
      result.branches().forEach(b -> b.result().loss().map(Loss::source).ifPresent(sources::add));
    }
    sources.removeIf(source -> source.line() <= 0);
    return sources.isEmpty()
        ? source -> ""
        : EvidenceText.read(input, Limits.DEFAULT, snapshot, sources)::line;
  }
}
