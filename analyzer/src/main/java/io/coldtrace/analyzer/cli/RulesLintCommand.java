package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.cases.Lint;
import io.coldtrace.rules.RuleIssue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coldtrace rules lint}. */
@Command(
    name = "lint",
    description = "Checks rules without running them; says where each mistake is.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit status: 0 no mistake, 1 mistakes."})
final class RulesLintCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "<domain>/<id>/rule.yaml and so on (default: the built-in rules).")
  private Optional<Path> folder;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<RuleIssue> issues = Lint.issues(folder);
    RulesCommand.print(issues, out);
    out.println(issues.isEmpty() ? "no mistake" : issues.size() + " mistake(s)");
    out.flush();
    return issues.isEmpty() ? 0 : 1;
  }
}
