package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.corpus.CorpusJunit;
import io.coldtrace.analyzer.corpus.CorpusPage;
import io.coldtrace.analyzer.corpus.CorpusResult;
import io.coldtrace.analyzer.corpus.Incident;
import io.coldtrace.analyzer.corpus.IncidentResult;
import io.coldtrace.rules.RuleCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coldtrace corpus verify}: analyzes all incidents and compares with what is expected. */
@Command(
    name = "verify",
    description = "Analyzes every incident and compares with its expected.yaml.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Exit status: 0 all as expected, 1 something is not, 2 wrong usage."})
final class CorpusVerifyCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "corpus",
      description = "A folder an incident (default: ${DEFAULT-VALUE}).")
  private Path corpus;

  @Option(
      names = "--update",
      description =
          "Write what was found over what was expected, once you have read the difference.")
  private boolean update;

  @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit XML.")
  private Optional<Path> junit;

  @Option(names = "--markdown", description = "Print docs/corpus.md.")
  private boolean markdown;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Progress progress = Progress.on(err);
    CorpusResult result;
    try {
      result =
          CorpusResult.of(
              Incident.in(corpus),
              RuleCatalog.builtIn().catalog(),
              incident -> progress.stage("analyzing " + incident.id()));
    } catch (IOException | IllegalStateException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "cannot read " + corpus + ": " + e.getMessage());
    } finally {
      progress.done();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (markdown) {
      out.print(CorpusPage.render(result));
    } else {
      print(result, out);
    }
    if (junit.isPresent()) {
      Files.writeString(junit.get(), CorpusJunit.render(result));
    }
    if (update) {
      for (IncidentResult each : result.incidents()) {
        if (!each.passed()) {
          Path file = corpus.resolve(each.incident().id()).resolve("expected.yaml");
          Files.writeString(file, each.updated());
          out.println("written: " + file);
        }
      }
    }
    out.flush();
    return result.passed() ? 0 : 1;
  }

  private static void print(CorpusResult result, PrintWriter out) {
    out.printf("%-34s %-46s %8s  %s%n", "incident", "expected first", "seconds", "found first");
    for (IncidentResult each : result.incidents()) {
      out.printf(
          "%-34s %-46s %8.2f  %s%n",
          each.incident().id(),
          each.expectedFirst(),
          each.seconds(),
          each.passed()
              ? "as expected"
              : each.saidFirst().equals(each.expectedFirst()) ? "the same, but" : each.saidFirst());
    }
    for (IncidentResult each : result.incidents()) {
      each.flaws().forEach(flaw -> out.printf("%n%s: %s%n", each.incident().id(), flaw));
    }
    out.printf("%n%-34s %-12s %s%n", "rule", "precision", "recall");
    for (CorpusResult.Score score : result.scores()) {
      out.printf("%-34s %-12s %s%n", score.id(), score.precision(), score.recall());
    }
    List<String> confusions = result.confusions();
    out.printf(
        "%nfirst cause right: %d of %d; incidents as expected: %d of %d%n",
        result.topOne(),
        result.faulty().size(),
        result.incidents().stream().filter(IncidentResult::passed).count(),
        result.incidents().size());
    if (!confusions.isEmpty()) {
      out.println("taken for another:");
      confusions.forEach(each -> out.println("  " + each));
    }
  }
}
