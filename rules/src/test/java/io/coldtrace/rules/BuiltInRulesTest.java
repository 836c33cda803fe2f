package io.coldtrace.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.coldtrace.facts.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every rule that Coldtrace comes with. */
class BuiltInRulesTest {
  private static final Path CATALOG = Path.of("src/main/resources/io/coldtrace/rules/catalog");

  @Test
  void everyExpressionAndTranslationIsWell() {
    CatalogResult result = RuleCatalog.checkedBuiltIn();
    assertEquals("", String.join("\n", result.issues().stream().map(RuleIssue::toString).toList()));
    assertFalse(result.catalog().rules().isEmpty());
  }

  @Test
  void theBuildListsEveryFolder() throws IOException {
    try (Stream<Path> files = Files.walk(CATALOG)) {
      List<String> folders =
          files
              .filter(file -> file.endsWith("rule.yaml"))
              .map(file -> CATALOG.relativize(file.getParent()).toString())
              .sorted()
              .toList();
      assertEquals(folders, CatalogFiles.builtIn().stream().map(CatalogFiles::path).toList());
    }
  }

  @Test
  void theBuildHasCheckedEveryExpression() {
    List<String> unchecked =
        CatalogFiles.builtIn().stream()
            .flatMap(files -> RuleCatalog.rule(files).stream())
            .flatMap(Rule::allExpressions)
            .filter(each -> CheckedTrees.find(each.code(), each.locals()).isEmpty())
            .map(Expression::code)
            .toList();
    assertEquals(List.of(), unchecked);
  }

  @Test
  void theBuildsIndexSaysWhatTheFilesSay() {
    List<String> indexed =
        RuleIndex.read(path -> null).stream().map(rule -> text(rule.head())).toList();
    List<String> read =
        CatalogFiles.builtIn().stream()
            .flatMap(files -> RuleCatalog.rule(files).stream())
            .map(rule -> text(rule.head()))
            .toList();
    assertEquals(read, indexed);
  }

  private static String text(RuleHead head) {
    return head.summary()
        + head.variable()
        + head.needs().stream().map(Need::name).toList()
        + head.where().map(where -> where.line() + where.code())
        + head.lookup()
        + head.when().line()
        + head.when().code();
  }

  @Test
  void factTypesAreSortedAndTheirNamesUnique() {
    List<String> names = FactTypes.ALL.stream().map(Class::getSimpleName).toList();
    assertEquals(names.stream().sorted(Comparator.naturalOrder()).distinct().toList(), names);
    assertEquals(names.size(), FactNames.PLURALS.size());
    for (Class<? extends Fact> type : FactTypes.ALL) {
      assertEquals(true, type.isRecord(), type.getName());
    }
  }
}
