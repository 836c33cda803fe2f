package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.archive.InputProblem;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.Snapshot;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that look into a snapshot have in common: inputs, and which files of them. */
final class ReadInputs {
  @Parameters(arity = "1..*", paramLabel = "INPUT", description = "As analyze takes them.")
  private List<Path> paths;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The private key (PEM) of encrypted tarballs; needs openssl.")
  private Optional<Path> key;

  @Option(names = "--node", paramLabel = "NODE", description = "This node's alone.")
  private Optional<String> node;

  Inputs inputs() {
    return new Inputs(paths, key);
  }

  /** The snapshot; empty if nothing could be read, and then the reasons are printed. */
  Optional<Snapshot> read(PrintWriter err) {
    Snapshot snapshot = Snapshot.read(inputs(), Limits.DEFAULT);
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

  Optional<Path> keyFile() {
    return key;
  }
}
