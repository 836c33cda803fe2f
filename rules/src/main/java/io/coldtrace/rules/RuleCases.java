package io.coldtrace.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The cases of a catalog's rules as far as they could be read.
 *
 * @param issues by place; a rule that lacks a kind of case is one
 */
public record RuleCases(List<RuleCase> cases, List<RuleIssue> issues) {
  /** Those of the rules that Coldtrace comes with. */
  public static RuleCases builtIn() {
    return of(CatalogFiles.builtInWithCases(), new ArrayList<>());
  }

  /** Those of the rules of a folder. */
  public static RuleCases load(Path folder) {
    List<RuleIssue> issues = new ArrayList<>();
    return of(CatalogFiles.of(folder, issues), issues);
  }

  /** Those of one rule. */
  public RuleCases only(String rule) {
    return new RuleCases(
        cases.stream().filter(one -> one.rule().equals(rule)).toList(),
        issues.stream().filter(issue -> issue.file().contains("/" + rule + "/")).toList());
  }

  private static RuleCases of(List<CatalogFiles> files, List<RuleIssue> issues) {
    List<RuleCase> cases = new ArrayList<>();
    files.forEach(file -> cases.addAll(CaseReader.read(file, issues)));
    issues.sort(Comparator.naturalOrder());
    return new RuleCases(cases, issues);
  }
}
