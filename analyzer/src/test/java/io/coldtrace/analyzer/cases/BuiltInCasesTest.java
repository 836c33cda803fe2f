package io.coldtrace.analyzer.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.rules.RuleCases;
import io.coldtrace.rules.RuleCatalog;
import io.coldtrace.rules.RuleIssue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules that Coldtrace comes with, put to their own cases. */
class BuiltInCasesTest {
  @Test
  void everyCaseIsAsExpected() {
    RuleCatalog catalog = RuleCatalog.builtIn().catalog();
    CaseResults results = CaseResults.of(RuleCases.builtIn(), catalog);
    assertEquals("", text(results.issues()));
    assertTrue(results.cases() >= 3 * catalog.rules().size(), "cases: " + results.cases());
  }

  @Test
  void lintFindsNothing() {
    assertEquals("", text(Lint.issues(Optional.empty())));
  }

  private static String text(List<RuleIssue> issues) {
    return issues.stream().map(RuleIssue::toString).collect(Collectors.joining("\n"));
  }
}
