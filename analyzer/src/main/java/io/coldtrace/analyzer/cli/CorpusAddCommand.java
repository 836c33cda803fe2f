package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.Analysis;
import io.coldtrace.analyzer.archive.InputProblem;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.archive.SnapshotWriter;
import io.coldtrace.analyzer.archive.WrittenFile;
import io.coldtrace.analyzer.corpus.ExpectedReport;
import io.coldtrace.analyzer.corpus.Incident;
import io.coldtrace.analyzer.corpus.Reduction;
import io.coldtrace.analyzer.privacy.Anonymizer;
import io.coldtrace.rules.RuleCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coldtrace corpus add}: from a customer's snapshot to an incident that stays diagnosed. */
@Command(
    name = "add",
    description = {
      "Makes an incident of a snapshot: anonymized, without the files that its diagnosis does not",
      "look at, with what is found now as what is expected. A person then reads expected.yaml,",
      "takes its first line away, and writes story.md; until then corpus verify refuses it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit status: 0 written, 2 wrong usage, 3 no input could be read."})
final class CorpusAddCommand implements Callable<Integer> {
  @Mixin private InputOptions options;

  @Option(
      names = "--id",
      required = true,
      paramLabel = "ID",
      description = "The incident's folder: lower-case words with dashes between them.")
  private String id;

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      defaultValue = "corpus",
      description = "Where the incidents are (default: ${DEFAULT-VALUE}).")
  private Path corpus;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path folder = corpus.resolve(id);
    if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw usage("--id: lower-case words with dashes between them");
    }
    if (!Files.isDirectory(corpus) || Files.exists(folder)) {
      throw usage(
          Files.exists(folder) ? folder + " is there already" : "no such folder: " + corpus);
    }
    Inputs inputs = options.of(spec.commandLine());
    PrintWriter err = spec.commandLine().getErr();
    Files.createDirectory(folder);
    Path snapshot = folder.resolve("snapshot");
    try (SnapshotWriter out = SnapshotWriter.at(snapshot)) {
      List<InputProblem> problems =
          new Anonymizer(Anonymizer.newKey(), Limits.DEFAULT).anonymize(inputs, out);
      problems.forEach(problem -> err.println("  " + problem.input() + ": " + problem.what()));
    }
    RuleCatalog rules = RuleCatalog.builtIn().catalog();
    Progress progress = Progress.on(err);
    List<Member> members = Snapshot.members(Inputs.of(List.of(snapshot)), Limits.DEFAULT);
    if (members.isEmpty()) {
      Files.delete(snapshot);
      Files.delete(folder);
      err.println("coldtrace: nothing to read");
      return Main.NO_INPUT;
    }
    List<Member> left = Reduction.of(members, rules, false, progress::stage);
    progress.done();
    replace(snapshot, Reduction.written(left));
    finish(folder, rules);
    return 0;
  }

  private static void replace(Path snapshot, List<WrittenFile> files) throws IOException {
    try (var old = Files.walk(snapshot)) {
      for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    try (SnapshotWriter out = SnapshotWriter.at(snapshot)) {
      files.forEach(out);
    }
  }

  private void finish(Path folder, RuleCatalog rules) throws IOException {
    String expected;
    try {
      expected = ExpectedReport.of(new Incident(folder).analyze(rules).report()).text();
    } catch (Analysis.NothingToReadException e) {
      throw new IOException("what was written cannot be read: " + e.getMessage(), e);
    }
    Files.writeString(
        folder.resolve("expected.yaml"),
        Incident.UNCONFIRMED
            + ": this is what was found; take this line away if it is right\n"
            + expected
            + "never: []\n");
    PrintWriter out = spec.commandLine().getOut();
    out.println(expected);
    out.println(
        "Is that right? Then take the first line of expected.yaml away, and write story.md:");
    out.println("what happened, how it was found, what mended it. It is in " + folder);
    out.flush();
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
