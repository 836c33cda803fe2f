package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.compare.Comparison;
import io.coldtrace.analyzer.compare.OddNode;
import io.coldtrace.facts.Fact;
import io.coldtrace.report.Difference;
import io.coldtrace.report.DifferencePage;
import io.coldtrace.rules.Language;
import io.coldtrace.rules.RuleCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coldtrace diff}: what else changed? */
@Command(
    name = "diff",
    description = {
      "Compares two snapshots of a cluster by meaning: diagnoses, probes and flows that changed,",
      "facts that changed, rules that came or went. The order of lines, counters and generated",
      "names are left out. With --node: one node of a snapshot against all others of it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 compared, whatever the difference; 2 wrong usage; 3 no input could be read.",
      "",
      "Examples:",
      "  coldtrace diff before/ after/ --html what-changed.html",
      "  coldtrace diff snapshot/ --node node-3"
    })
final class DiffCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..2",
      paramLabel = "BEFORE AFTER",
      description = "Each a folder of tarballs, an unpacked snapshot or one archive.")
  private List<Path> inputs;

  @Option(names = "--node", paramLabel = "NODE", description = "What is odd about this node.")
  private Optional<String> node;

  @Option(names = "--json", paramLabel = "FILE", description = "Write it as JSON.")
  private Optional<Path> json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write it as a page.")
  private Optional<Path> html;

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      defaultValue = "en",
      description = "Language of the texts: en or zh-CN (default: ${DEFAULT-VALUE}).")
  private String lang;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    Language language =
        Language.of(lang).orElseThrow(() -> usage("--lang: there is en and zh-CN, not " + lang));
    if (inputs.size() != (node.isPresent() ? 1 : 2)) {
      throw usage(node.isPresent() ? "--node takes one snapshot" : "Missing: BEFORE and AFTER");
    }
    Optional<List<Fact>> first = facts(inputs.get(0));
    Optional<List<Fact>> second = node.isPresent() ? first : facts(inputs.get(1));
    if (first.isEmpty() || second.isEmpty()) {
      return Main.NO_INPUT;
    }
    Difference difference =
        node.isPresent()
            ? odd(first.get())
            : Comparison.of(
                inputs.get(0) + " / " + inputs.get(1),
                first.get(),
                second.get(),
                RuleCatalog.builtIn().catalog());
    try {
      write(difference, Locale.forLanguageTag(language.tag()));
    } catch (IOException e) {
      throw usage("cannot write: " + e.getMessage());
    }
    return 0;
  }

  private Difference odd(List<Fact> facts) {
    if (!OddNode.nodes(facts).contains(node.get())) {
      throw usage("no such node: " + node.get() + "; there are " + OddNode.nodes(facts));
    }
    return OddNode.of(node.get(), facts);
  }

  private Optional<List<Fact>> facts(Path input) {
    Snapshot snapshot = Snapshot.read(Inputs.of(List.of(input)), Limits.DEFAULT);
    if (snapshot.files().isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("coldtrace: nothing to read: " + input);
      err.flush();
      return Optional.empty();
    }
    return Optional.of(snapshot.facts());
  }

  private void write(Difference difference, Locale locale) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(DifferencePage.text(difference, locale));
    out.flush();
    if (json.isPresent()) {
      Files.writeString(json.get(), DifferencePage.json(difference));
    }
    if (html.isPresent()) {
      Files.writeString(html.get(), DifferencePage.html(difference, locale));
    }
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
