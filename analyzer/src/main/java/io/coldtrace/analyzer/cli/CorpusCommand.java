package io.coldtrace.analyzer.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code coldtrace corpus}: the incidents that stay diagnosed. */
@Command(
    name = "corpus",
    description = "Past incidents: what was diagnosed once stays diagnosed.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CorpusAddCommand.class,
      CorpusMutateCommand.class,
      CorpusReduceCommand.class,
      CorpusVerifyCommand.class
    })
final class CorpusCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    String names = String.join(", ", spec.subcommands().keySet());
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing a command: " + names);
  }
}
