package io.coldtrace.analyzer.cases;

import io.coldtrace.parsers.Parsers;
import io.coldtrace.rules.CatalogResult;
import io.coldtrace.rules.RuleCases;
import io.coldtrace.rules.RuleCatalog;
import io.coldtrace.rules.RuleIssue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that can be known of rules without running them. */
public final class Lint {
  private Lint() {}

  /**
   * The mistakes of the rules of a folder, or of the built-in ones, by place.
   *
   * @param folder of rules that stand beside the built-in ones
   */
  public static List<RuleIssue> issues(Optional<Path> folder) {
    CatalogResult catalog =
        folder.map(RuleCatalog::builtInWith).orElseGet(RuleCatalog::checkedBuiltIn);
    RuleCases cases = folder.map(RuleCases::load).orElseGet(RuleCases::builtIn);
    List<RuleIssue> issues = new ArrayList<>(catalog.issues());
    issues.addAll(cases.issues());
    issues.addAll(catalog.catalog().unknownNeeds(kind -> Parsers.forKind(kind).isPresent()));
    return issues.stream().sorted().distinct().toList();
  }
}
