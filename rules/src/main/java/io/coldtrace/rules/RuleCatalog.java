package io.coldtrace.rules;

import java.nio.file.Path;
import java.util.List;

/**
 * Rules that were loaded, checked and compiled; immutable, safe for use by several threads.
 *
 * <p>Loading costs most of a second in a cold JVM: start it in the background while archives are
 * read, as {@code CompletableFuture.supplyAsync(RuleCatalog::builtIn)}.
 */
public final class RuleCatalog {
  private RuleCatalog() {}

  /** The rules that Coldtrace comes with. */
  public static CatalogResult builtIn() {
    return new CatalogResult(new RuleCatalog(), List.of());
  }

  /**
   * The rules of a folder, laid out as the built-in ones: {@code <domain>/<id>/rule.yaml} and
   * {@code zh-CN.yaml}. They stand alone; join them with {@link #builtInWith}.
   */
  public static CatalogResult load(Path folder) {
    return new CatalogResult(
        new RuleCatalog(), List.of(new RuleIssue(folder.toString(), 1, 1, "not yet", "")));
  }

  /** The built-in rules and those of a folder; an id that both have is an issue. */
  public static CatalogResult builtInWith(Path folder) {
    return new CatalogResult(
        new RuleCatalog(), List.of(new RuleIssue(folder.toString(), 1, 1, "not yet", "")));
  }

  /** Every rule, by id. */
  public List<RuleSummary> rules() {
    return List.of();
  }

  /** Applies every rule to the facts; same facts, same findings, in the same order. */
  public Findings judge(FactBase facts, Language language) {
    return new Findings(List.of(), List.of(new NotEvaluated(language.tag(), "", facts.nodes())));
  }
}
