package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.cases.CaseResults;
import io.coldtrace.rules.CatalogResult;
import io.coldtrace.rules.RuleCases;
import io.coldtrace.rules.RuleCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coldtrace rules test}. */
@Command(
    name = "test",
    description = "Runs the cases of rules: captured text in, verdict out.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit status: 0 all as expected, 1 not."})
final class RulesTestCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "Rules of your own (default: the built-in rules).")
  private Optional<Path> folder;

  @Option(names = "--only", paramLabel = "ID", description = "The cases of one rule alone.")
  private Optional<String> only;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    CatalogResult rules = folder.map(RuleCatalog::load).orElseGet(RuleCatalog::builtIn);
    RuleCases read = folder.map(RuleCases::load).orElseGet(RuleCases::builtIn);
    CaseResults results = CaseResults.of(only.map(read::only).orElse(read), rules.catalog());
    PrintWriter out = spec.commandLine().getOut();
    RulesCommand.print(rules.issues(), out);
    RulesCommand.print(results.issues(), out);
    long failed = results.issues().size() + (long) rules.issues().size();
    out.println(
        results.cases()
            + " cases of "
            + only.map(id -> 1).orElse(rules.catalog().rules().size())
            + " rules: "
            + (failed == 0 ? "all as expected" : failed + " mistake(s)"));
    out.flush();
    return failed == 0 ? 0 : 1;
  }
}
