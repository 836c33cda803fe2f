package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.archive.SnapshotWriter;
import io.coldtrace.analyzer.archive.WrittenFile;
import io.coldtrace.analyzer.corpus.Reduction;
import io.coldtrace.rules.RuleCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coldtrace corpus reduce}: the smallest snapshot with the same diagnosis. */
@Command(
    name = "reduce",
    description = {
      "Leaves out of a snapshot every file and line without which the diagnosis is the same: its",
      "verdict, its errors with their nodes and confidence."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit status: 0 written, 2 wrong usage, 3 no input could be read."})
final class CorpusReduceCommand implements Callable<Integer> {
  @Mixin private InputOptions options;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "A new folder; one archive if it ends in .tgz or .tar.gz.")
  private Path output;

  @Option(names = "--files", description = "Leave out whole files alone: a matter of seconds.")
  private boolean filesAlone;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(output)) {
      throw new CommandLine.ParameterException(spec.commandLine(), output + " is there already");
    }
    PrintWriter err = spec.commandLine().getErr();
    List<Member> members = Snapshot.members(options.of(spec.commandLine()), Limits.DEFAULT);
    if (members.isEmpty()) {
      err.println("coldtrace: nothing to read");
      return Main.NO_INPUT;
    }
    Progress progress = Progress.on(err);
    List<Member> left =
        Reduction.of(members, RuleCatalog.builtIn().catalog(), !filesAlone, progress::stage);
    progress.done();
    try (SnapshotWriter out = SnapshotWriter.at(output)) {
      for (WrittenFile file : Reduction.written(left)) {
        out.accept(file);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d of %d files, %d of %d lines are left: %s%n",
        left.size(), members.size(), lines(left), lines(members), output);
    out.flush();
    return 0;
  }

  private static int lines(List<Member> members) {
    return members.stream().mapToInt(member -> member.lines().size()).sum();
  }
}
