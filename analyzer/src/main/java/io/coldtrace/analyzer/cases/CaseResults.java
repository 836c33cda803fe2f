package io.coldtrace.analyzer.cases;

import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.rules.RuleCase;
import io.coldtrace.rules.RuleCases;
import io.coldtrace.rules.RuleCatalog;
import io.coldtrace.rules.RuleIssue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What became of the cases of a catalog.
 *
 * @param cases how many were run
 * @param issues what is not as expected, by place
 */
public record CaseResults(int cases, List<RuleIssue> issues) {
  /** Runs cases against the rules of a catalog, several at a time. */
  public static CaseResults of(RuleCases cases, RuleCatalog catalog) {
    List<RuleIssue> issues = new ArrayList<>(cases.issues());
    Map<Member, ParsedFile> known = new ConcurrentHashMap<>();
    cases.cases().parallelStream()
        .map((RuleCase each) -> CaseRun.issues(each, catalog, known))
        .toList()
        .forEach(issues::addAll);
    return new CaseResults(cases.cases().size(), issues.stream().sorted().toList());
  }
}
