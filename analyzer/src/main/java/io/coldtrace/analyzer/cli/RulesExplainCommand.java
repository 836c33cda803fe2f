package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.derive.Derivation;
import io.coldtrace.facts.Source;
import io.coldtrace.rules.Explanation;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.RuleCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coldtrace rules explain}: why a rule fires on a snapshot, or not. */
@Command(
    name = "explain",
    description = "Tells why a rule fires on a snapshot, or not: each expression with its value.",
    mixinStandardHelpOptions = true)
final class RulesExplainCommand implements Callable<Integer> {
  private static final int MAX_CLEAR = 5;

  @Parameters(index = "0", paramLabel = "ID", description = "The rule.")
  private String id;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "INPUT",
      description = "As analyze takes them.")
  private List<Path> inputs;

  @Option(names = "--rules", paramLabel = "DIR", description = "Rules of your own, too.")
  private Optional<Path> rules;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    RuleCatalog catalog = RulesCommand.catalog(rules, spec.commandLine());
    if (catalog.summary(id).isEmpty()) {
      throw new CommandLine.ParameterException(spec.commandLine(), "no such rule: " + id);
    }
    Snapshot snapshot = Snapshot.read(Inputs.of(inputs), Limits.DEFAULT);
    if (snapshot.files().isEmpty()) {
      spec.commandLine().getErr().println("coldtrace: nothing to read");
      return Main.NO_INPUT;
    }
    FactBase facts = FactBase.of(Derivation.of(snapshot.facts()));
    print(catalog.explain(id, facts).orElseThrow(), spec.commandLine().getOut());
    return 0;
  }

  private void print(Explanation explanation, PrintWriter out) {
    out.println(id + ", for " + explanation.range());
    explanation
        .missing()
        .forEach(
            each ->
                out.println(
                    "  not evaluated"
                        + (each.node().isEmpty() ? "" : " on " + each.node())
                        + ", missing: "
                        + String.join(", ", each.missing())));
    if (explanation.leftOut() > 0) {
      out.println("  'where' leaves out " + explanation.leftOut() + " fact(s)");
    }
    explanation.judged().stream().filter(Explanation.Judged::fires).forEach(j -> print(j, out));
    List<Explanation.Judged> clear =
        explanation.judged().stream().filter(judged -> !judged.fires()).toList();
    clear.stream().limit(MAX_CLEAR).forEach(judged -> print(judged, out));
    if (clear.size() > MAX_CLEAR) {
      out.println("  and " + (clear.size() - MAX_CLEAR) + " more that it does not fire on");
    }
    if (explanation.judged().isEmpty()) {
      out.println("  nothing to judge");
    }
    out.flush();
  }

  private static void print(Explanation.Judged judged, PrintWriter out) {
    Source source = judged.source();
    String place = source.equals(Source.NONE) ? "the cluster" : source.toString();
    out.println("  " + (judged.fires() ? "fires on " : "is clear on ") + place);
    if (!judged.fact().isEmpty()) {
      out.println("    " + judged.fact());
    }
    for (Explanation.Part part : judged.parts()) {
      out.println("    " + "  ".repeat(part.depth()) + part.code() + "  =  " + part.value());
    }
  }
}
