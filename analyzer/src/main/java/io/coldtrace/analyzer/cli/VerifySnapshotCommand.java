package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.archive.InputProblem;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.SnapshotCheck;
import io.coldtrace.analyzer.archive.SnapshotCheck.CheckedNode;
import io.coldtrace.analyzer.archive.SnapshotCheck.Difference;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coldtrace verify-snapshot}: whether everything arrived as it was collected. */
@Command(
    name = "verify-snapshot",
    description = "Compares every file with the size and SHA-256 that the manifest gives it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 all as it was collected, 1 something is not, 2 wrong usage, 3 no input could",
      "be read."
    })
final class VerifySnapshotCommand implements Callable<Integer> {
  @Mixin private InputOptions inputs;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    SnapshotCheck check = SnapshotCheck.of(inputs.of(spec.commandLine()), Limits.DEFAULT);
    PrintWriter err = spec.commandLine().getErr();
    if (check.nodes().isEmpty()) {
      err.println("coldtrace: nothing to read");
    }
    for (InputProblem problem : check.problems()) {
      err.println("  " + problem.input() + ": " + problem.what());
    }
    err.flush();
    if (check.nodes().isEmpty()) {
      return Main.NO_INPUT;
    }
    PrintWriter out = spec.commandLine().getOut();
    check.nodes().forEach(node -> print(node, out));
    out.println(
        check.allWell() ? "All is as it was collected." : "Not all is as it was collected.");
    out.flush();
    return check.allWell() ? 0 : 1;
  }

  private static void print(CheckedNode node, PrintWriter out) {
    out.println(
        node.node()
            + ": "
            + node.matching()
            + " files match, "
            + node.differences().size()
            + " do not, "
            + node.unhashed()
            + " have no hash ("
            + node.input()
            + ")");
    for (Difference difference : node.differences()) {
      out.println("  " + difference.file() + " " + difference.what());
    }
  }
}
