package io.coldtrace.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Rules that were read and can judge; immutable, safe for use by several threads.
 *
 * <p>Loading costs some tenths of a second in a cold JVM: start it in the background while archives
 * are read, as {@code CompletableFuture.supplyAsync(RuleCatalog::builtIn)}.
 */
public final class RuleCatalog {
  private final List<CatalogRule> rules;

  private RuleCatalog(List<CatalogRule> rules) {
    this.rules = rules;
  }

  /**
   * The rules that Coldtrace comes with, as the build has read them: that all is well with them is
   * a matter of {@link #checkedBuiltIn} and the build.
   */
  public static CatalogResult builtIn() {
    List<CatalogRule> rules = indexed();
    Vocabulary.shared();
    return new CatalogResult(new RuleCatalog(rules), List.of());
  }

  private static List<CatalogRule> indexed() {
    return RuleIndex.read(path -> rule(CatalogFiles.builtIn(path)).orElseThrow());
  }

  /** The rules that Coldtrace comes with, every expression checked. */
  public static CatalogResult checkedBuiltIn() {
    return checked(CatalogFiles.builtIn(), List.of());
  }

  /**
   * The rules of a folder, every expression checked; laid out as the built-in ones: {@code
   * <domain>/<id>/rule.yaml} and {@code zh-CN.yaml}. They stand alone.
   */
  public static CatalogResult load(Path folder) {
    List<RuleIssue> issues = new ArrayList<>();
    return checked(CatalogFiles.of(folder, issues), issues);
  }

  /** The built-in rules and those of a folder; an id that both have is an issue. */
  public static CatalogResult builtInWith(Path folder) {
    List<RuleIssue> issues = new ArrayList<>();
    List<CatalogFiles> added = CatalogFiles.of(folder, issues);
    return result(indexed(), added.stream().map(RuleCatalog::readAndCheck).toList(), issues);
  }

  /** Every rule, by id. */
  public List<RuleSummary> rules() {
    return rules.stream().map(CatalogRule::summary).toList();
  }

  /** Its one rule of that id; empty if it has none. */
  public RuleCatalog only(String id) {
    return new RuleCatalog(rules.stream().filter(rule -> rule.summary().id().equals(id)).toList());
  }

  /** What a rule says of itself. */
  public Optional<RuleSummary> summary(String id) {
    return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** Needs of a kind of file that nothing reads: such a rule could never judge. */
  public List<RuleIssue> unknownNeeds(Predicate<String> isKind) {
    List<RuleIssue> issues = new ArrayList<>();
    for (CatalogRule rule : rules) {
      for (Need need : rule.whole().head().needs()) {
        for (String kind : need.kinds()) {
          if (!isKind.test(kind)) {
            issues.add(need.place().issue(0, "nothing reads files of kind '" + kind + "'"));
          }
        }
      }
    }
    return issues;
  }

  /** How a rule's condition comes out on each fact that it ranges over; empty without the rule. */
  public Optional<Explanation> explain(String id, FactBase facts) {
    return rules.stream()
        .filter(rule -> rule.summary().id().equals(id))
        .findFirst()
        .map(rule -> new Explainer(rule.whole(), facts).explanation());
  }

  /** Applies every rule to the facts; same facts, same findings, in the same order. */
  public Judged judge(FactBase facts) {
    return new Judgement(facts).of(rules);
  }

  /** What {@link #judge(FactBase)} says in one language. */
  public Findings judge(FactBase facts, Language language) {
    return judge(facts).in(language);
  }

  /** The files of a rule by their paths, as they are written; none if there is no such rule. */
  public static Map<String, String> files(String id, Optional<Path> folder) {
    List<CatalogFiles> files =
        folder
            .map(own -> CatalogFiles.of(own, new ArrayList<>()))
            .orElseGet(CatalogFiles::builtInWithCases);
    Map<String, String> texts = new LinkedHashMap<>();
    files.stream()
        .filter(each -> each.path().endsWith("/" + id))
        .forEach(
            each -> {
              texts.put(each.path() + "/" + CatalogFiles.RULE, each.english());
              each.chinese().ifPresent(t -> texts.put(each.path() + "/" + CatalogFiles.CHINESE, t));
              each.cases().ifPresent(t -> texts.put(each.path() + "/" + CatalogFiles.CASES, t));
            });
    return texts;
  }

  /** A rule's files, read; empty if they are no rule. */
  static Optional<Rule> rule(CatalogFiles files) {
    return read(files).rule();
  }

  private record Loaded(RuleFile file, Optional<Rule> rule) {}

  private static CatalogResult checked(List<CatalogFiles> files, List<RuleIssue> issues) {
    List<Loaded> loaded = files.parallelStream().map(RuleCatalog::readAndCheck).toList();
    return result(List.of(), loaded, issues);
  }

  private static Loaded read(CatalogFiles files) {
    List<RuleIssue> issues = new ArrayList<>();
    RuleFile english =
        new RuleFile(files.path() + "/" + CatalogFiles.RULE, files.english(), issues);
    Optional<RuleFile> chinese =
        files
            .chinese()
            .map(text -> new RuleFile(files.path() + "/" + CatalogFiles.CHINESE, text, issues));
    if (chinese.isEmpty()) {
      english.report(0, "the translation " + CatalogFiles.CHINESE + " is missing");
    }
    return new Loaded(english, RuleReader.read(files.path(), english, chinese));
  }

  private static Loaded readAndCheck(CatalogFiles files) {
    Loaded loaded = read(files);
    loaded
        .rule()
        .ifPresent(
            rule -> {
              RuleHead head = rule.head();
              head.where()
                  .ifPresent(where -> where.checkCondition().forEach(loaded.file()::report));
              head.when().checkCondition().forEach(loaded.file()::report);
              rule.expressions().forEach(e -> e.check().forEach(loaded.file()::report));
            });
    return loaded;
  }

  private static CatalogResult result(
      List<CatalogRule> builtIn, List<Loaded> loaded, List<RuleIssue> others) {
    List<RuleIssue> issues = new ArrayList<>(others);
    Map<String, CatalogRule> byId = new TreeMap<>();
    builtIn.forEach(rule -> byId.put(rule.summary().id(), rule));
    for (Loaded one : loaded) {
      issues.addAll(one.file().issues());
      if (one.rule().isEmpty() || !one.file().issues().isEmpty()) {
        continue;
      }
      CatalogRule rule = CatalogRule.of(one.rule().get());
      CatalogRule other = byId.putIfAbsent(rule.summary().id(), rule);
      if (other != null) {
        issues.add(one.file().issue(0, "the id is taken by " + other.summary().path()));
      }
    }
    issues.sort(Comparator.naturalOrder());
    List<CatalogRule> rules = List.copyOf(byId.values());
    return new CatalogResult(new RuleCatalog(rules), issues.stream().distinct().toList());
  }
}
