package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.archive.InputProblem;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.Snapshot;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that look into a snapshot have in common: inputs, and which files of them. */
final class ReadInputs {
  @Mixin private InputOptions options;

  @Option(names = "--node", paramLabel = "NODE", description = "This node's alone.")
  private Optional<String> node;

  private Inputs inputs;

  Inputs inputs() {
    return inputs;
  }

  /** The snapshot; empty if nothing could be read, and then the reasons are printed. */
  Optional<Snapshot> read(CommandLine line) {
    PrintWriter err = line.getErr();
    inputs = options.of(line);
    Snapshot snapshot = Progress.on(err).reading(inputs);
    boolean nothing = snapshot.files().isEmpty();
    if (nothing) {
      err.println("coldtrace: nothing to read");
    }
    for (InputProblem problem : snapshot.problems()) {
      err.println("  " + problem.input() + ": " + problem.what());
    }
    err.flush();
    return nothing ? Optional.empty() : Optional.of(snapshot);
  }

  /**
   * The files that the options ask for.
   *
   * @param name a file's path on its node, or the end of it; empty for all
   */
  List<ParsedFile> files(Snapshot snapshot, Optional<String> name) {
    return snapshot.files().stream()
        .filter(file -> node.isEmpty() || node.get().equals(file.node()))
        .filter(file -> name.isEmpty() || isNamed(file, name.get()))
        .toList();
  }

  private static boolean isNamed(ParsedFile file, String name) {
    String whole = "/" + file.node() + "/" + file.path();
    return whole.endsWith("/" + name);
  }
}
