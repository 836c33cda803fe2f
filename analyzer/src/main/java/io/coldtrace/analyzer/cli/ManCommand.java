package io.coldtrace.analyzer.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code coldtrace man}: the manual page. */
@Command(
    name = "man",
    description = "Prints the manual page: coldtrace man | man -l -",
    mixinStandardHelpOptions = true)
final class ManCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(ManPage.of(spec.root()));
    spec.commandLine().getOut().flush();
  }
}
