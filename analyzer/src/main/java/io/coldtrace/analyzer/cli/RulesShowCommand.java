package io.coldtrace.analyzer.cli;

import io.coldtrace.rules.RuleCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coldtrace rules show}: a rule as it is written. */
@Command(
    name = "show",
    description = "Prints the files of a rule: logic and English, translation, cases.",
    mixinStandardHelpOptions = true)
final class RulesShowCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "ID", description = "The rule.")
  private String id;

  @Option(names = "--rules", paramLabel = "DIR", description = "Look among rules of your own.")
  private Optional<Path> rules;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    var files = RuleCatalog.files(id, rules);
    if (files.isEmpty()) {
      throw new CommandLine.ParameterException(spec.commandLine(), "no such rule: " + id);
    }
    PrintWriter out = spec.commandLine().getOut();
    files.forEach(
        (name, text) -> {
          out.println("# " + name);
          out.println(text.stripTrailing());
          out.println();
        });
    out.flush();
    return 0;
  }
}
