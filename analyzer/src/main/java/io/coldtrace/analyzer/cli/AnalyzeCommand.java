package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.Analysis;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.report.BilingualPage;
import io.coldtrace.report.TerminalSummary;
import io.coldtrace.report.Verdict;
import io.coldtrace.rules.CatalogResult;
import io.coldtrace.rules.Language;
import io.coldtrace.rules.RuleCatalog;
import io.coldtrace.rules.RuleIssue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coldtrace analyze}: from tarballs to a report. */
@Command(
    name = "analyze",
    description = "Analyzes what the collector brought and writes a report.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 healthy, 1 a problem or inconclusive, 2 wrong usage, 3 no input could be"
          + " read.",
      "",
      "Example: coldtrace analyze coldtrace-node-*.tar.gz"
    })
final class AnalyzeCommand implements Callable<Integer> {
  @CommandLine.Mixin private InputOptions inputs;

  @CommandLine.Mixin private ReportFiles files;

  @Option(
      names = "--lang",
      paramLabel = "en|zh-CN",
      defaultValue = "en",
      description = "Language of the report, its JSON and the summary (default: ${DEFAULT-VALUE}).")
  private String lang;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Rules of your own, beside the built-in ones.")
  private Optional<Path> rules;

  @Option(names = "--quiet", description = "No progress and no summary.")
  private boolean quiet;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Language language =
        Language.of(lang).orElseThrow(() -> usage("--lang takes en or zh-CN, not '" + lang + "'"));
    Inputs input = inputs.of(spec.commandLine());
    files.all().forEach(this::checkWritable);
    CompletableFuture<CatalogResult> loading = CompletableFuture.supplyAsync(this::loadRules);
    try {
      Progress progress = quiet ? Progress.silent() : Progress.on(err);
      BilingualPage page =
          Analysis.analyze(
              input, loading.thenApply(CatalogResult::catalog), language, progress::stage);
      progress.done();
      if (!loading.join().issues().isEmpty()) {
        throw usage(mistakes(loading.join().issues()));
      }
      return write(page, language, err);
    } catch (Analysis.NothingToReadException e) {
      err.println("coldtrace: " + e.getMessage());
      return Main.NO_INPUT;
    } catch (IOException e) {
      throw usage("cannot write the report: " + e.getMessage());
    }
  }

  private CatalogResult loadRules() {
    return rules.map(RuleCatalog::builtInWith).orElseGet(RuleCatalog::builtIn);
  }

  private static String mistakes(List<RuleIssue> issues) {
    StringBuilder text = new StringBuilder("the rules have mistakes:");
    issues.forEach(issue -> text.append('\n').append(issue));
    return text.toString();
  }

  private int write(BilingualPage page, Language language, PrintWriter err) throws IOException {
    Locale locale = Locale.forLanguageTag(language.tag());
    files.write(page);
    if (!quiet) {
      PrintWriter out = spec.commandLine().getOut();
      boolean color = CommandLine.Help.Ansi.AUTO.enabled();
      out.print(TerminalSummary.render(page.report(), locale, color, files.output().toString()));
      out.flush();
    }
    err.flush();
    return page.report().verdict() == Verdict.HEALTHY ? 0 : 1;
  }

  private void checkWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw usage(file + " is a folder");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw usage("no such folder: " + folder);
    }
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
