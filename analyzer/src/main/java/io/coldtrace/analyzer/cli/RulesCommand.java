package io.coldtrace.analyzer.cli;

import io.coldtrace.rules.CatalogResult;
import io.coldtrace.rules.RuleCatalog;
import io.coldtrace.rules.RuleIssue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code coldtrace rules}: the rules themselves, for those who write them. */
@Command(
    name = "rules",
    description = "Lists, shows, checks, tests and explains rules.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RulesListCommand.class,
      RulesShowCommand.class,
      RulesLintCommand.class,
      RulesTestCommand.class,
      RulesExplainCommand.class
    })
final class RulesCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Missing a command: list, show, lint, test or explain");
  }

  /** The built-in rules, and those of a folder beside them; its mistakes are a wrong usage. */
  static RuleCatalog catalog(Optional<Path> folder, CommandLine line) {
    CatalogResult result = folder.map(RuleCatalog::builtInWith).orElseGet(RuleCatalog::builtIn);
    if (!result.issues().isEmpty()) {
      print(result.issues(), line.getErr());
      throw new CommandLine.ParameterException(line, "the rules have mistakes");
    }
    return result.catalog();
  }

  static void print(List<RuleIssue> issues, PrintWriter out) {
    issues.forEach(out::println);
    out.flush();
  }
}
