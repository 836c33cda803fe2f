package io.coldtrace.analyzer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.coldtrace.facts.Fact;
import io.coldtrace.rules.Language;
import io.coldtrace.rules.RuleSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coldtrace rules list}. */
@Command(
    name = "list",
    description = "Lists rules.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RulesListCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "WORD",
      description = "Those alone whose id or title holds each of the words.")
  private List<String> words = List.of();

  @Option(names = "--severity", paramLabel = "LEVEL", description = "critical, error, ...")
  private Optional<String> severity;

  @Option(names = "--category", paramLabel = "NAME", description = "DNS, firewall, ...")
  private Optional<String> category;

  @Option(names = "--maturity", paramLabel = "NAME", description = "sandbox, incubating, stable")
  private Optional<String> maturity;

  @Option(names = "--rules", paramLabel = "DIR", description = "Rules of your own, too.")
  private Optional<Path> rules;

  @Option(names = "--lang", paramLabel = "en|zh-CN", defaultValue = "en")
  private String lang;

  @Option(names = "--json", description = "Print an array.")
  private boolean json;

  @Option(names = "--markdown", description = "Print the page docs/rules.md.")
  private boolean markdown;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    Language language =
        Language.of(lang)
            .orElseThrow(
                () ->
                    new CommandLine.ParameterException(
                        spec.commandLine(), "--lang takes en or zh-CN, not '" + lang + "'"));
    List<RuleSummary> listed =
        RulesCommand.catalog(rules, spec.commandLine()).rules().stream()
            .filter(rule -> isAsked(rule, language))
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    if (markdown) {
      page(listed, out);
    } else if (json) {
      out.println(
          JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(listed.stream().map(rule -> object(rule, language)).toList()));
    } else {
      table(listed, language, out);
    }
    out.flush();
    return 0;
  }

  private boolean isAsked(RuleSummary rule, Language language) {
    String text = (rule.id() + " " + rule.titles().get(language)).toLowerCase(Locale.ROOT);
    return severity.map(rule.severity().text()::equals).orElse(true)
        && category.map(rule.category()::equals).orElse(true)
        && maturity.map(rule.maturity().text()::equals).orElse(true)
        && words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
  }

  private static void table(List<RuleSummary> rules, Language language, PrintWriter out) {
    int id = rules.stream().mapToInt(rule -> rule.id().length()).max().orElse(0);
    int category = rules.stream().mapToInt(rule -> rule.category().length()).max().orElse(0);
    String format = "%-" + Math.max(1, id) + "s  %-8s  %-" + Math.max(1, category) + "s  %s%n";
    for (RuleSummary rule : rules) {
      out.printf(
          Locale.ROOT,
          format,
          rule.id(),
          rule.severity().text(),
          rule.category(),
          rule.titles().get(language));
    }
  }

  /** One line a rule and no count, so that rules added side by side do not meet in it. */
  private static void page(List<RuleSummary> rules, PrintWriter out) {
    out.print("# The rules\n\n");
    out.print(
        "What `./coldtrace analyze` looks for. Severity is a ceiling: what breaks nothing now is"
            + " a ");
    out.print(
        "warning.\n"
            + "Made by `./coldtrace rules list --markdown`; `rules show ID` prints a rule"
            + " whole.\n\n");
    out.print("| id | title | 标题 | category | severity | for | needs |\n");
    out.print("| --- | --- | --- | --- | --- | --- | --- |\n");
    for (RuleSummary rule : rules) {
      List<String> cells =
          List.of(
              "`" + rule.id() + "`",
              rule.titles().get(Language.ENGLISH),
              rule.titles().get(Language.CHINESE),
              rule.category(),
              rule.severity().text(),
              range(rule),
              String.join(", ", rule.needs()).replace("|", " or "));
      out.print("| " + String.join(" | ", cells) + " |\n");
    }
  }

  private static Map<String, Object> object(RuleSummary rule, Language language) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", rule.id());
    object.put("title", rule.titles().get(language));
    object.put("severity", rule.severity().text());
    object.put("maturity", rule.maturity().text());
    object.put("category", rule.category());
    object.put("for", range(rule));
    object.put("needs", rule.needs());
    object.put("sources", rule.sources());
    object.put("path", rule.path());
    return object;
  }

  static String range(RuleSummary rule) {
    return rule.range().map((Class<? extends Fact> type) -> type.getSimpleName()).orElse("cluster");
  }
}
