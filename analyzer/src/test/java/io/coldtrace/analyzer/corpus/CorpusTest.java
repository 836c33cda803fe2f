package io.coldtrace.analyzer.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.Analysis;
import io.coldtrace.report.BilingualPage;
import io.coldtrace.report.Diagnosis;
import io.coldtrace.report.JsonReport;
import io.coldtrace.report.Report;
import io.coldtrace.rules.CatalogResult;
import io.coldtrace.rules.RuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every incident of {@code corpus/} gets the diagnosis that its {@code expected.yaml} states. */
final class CorpusTest {
  private static final Path CORPUS = Path.of("..", "corpus");

  /** Where {@code ./verify} looks up which rules fired in which incident. */
  private static final Path FIRED = Path.of("target", "rules-fired.tsv");

  private static final Set<String> fired = new TreeSet<>();

  private static RuleCatalog rules;

  @BeforeAll
  static void loadRules() {
    CatalogResult loaded = RuleCatalog.builtIn();
    assertEquals(List.of(), loaded.issues());
    rules = loaded.catalog();
  }

  @AfterAll
  static void tellWhatFired() throws IOException {
    Files.write(FIRED, fired);
  }

  @TestFactory
  Stream<DynamicNode> incidents() throws IOException {
    List<IncidentResult> results = new ArrayList<>();
    Stream<DynamicNode> each =
        Incident.in(CORPUS).stream()
            .map(
                incident ->
                    DynamicContainer.dynamicContainer(
                        incident.id(),
                        Stream.of(
                            DynamicTest.dynamicTest(
                                "is complete", () -> assertEquals(List.of(), incident.flaws())),
                            DynamicTest.dynamicTest(
                                "is diagnosed", () -> results.add(diagnosed(incident))))));
    // Last, so that it costs no second look at all of them.
    return Stream.concat(
        each, Stream.of(DynamicTest.dynamicTest("docs/corpus.md", () -> isThePage(results))));
  }

  private static void isThePage(List<IncidentResult> results) throws IOException {
    assertEquals(
        CorpusPage.render(new CorpusResult(results)),
        Files.readString(Path.of("..", "docs", "corpus.md")),
        "run: ./coldtrace corpus verify --markdown > docs/corpus.md");
  }

  private static IncidentResult diagnosed(Incident incident)
      throws IOException, Analysis.NothingToReadException {
    BilingualPage page = incident.analyze(rules);
    Report report = page.report();
    for (Diagnosis diagnosis : report.diagnoses()) {
      Stream.concat(Stream.of(diagnosis.id()), diagnosis.under().stream())
          .forEach(rule -> fired.add(rule + "\tcorpus/" + incident.id()));
    }
    IncidentResult result = IncidentResult.of(incident, incident.expected(), report, 0);
    assertEquals(List.of(), result.flaws());
    assertEquals(List.of(), report.input().unrecognized());
    assertEquals(Set.of(), PublishedSchema.flaws(report));
    assertEquals(Set.of(), PublishedSchema.flaws(page.other().report()));
    assertEquals(
        JsonReport.render(report),
        JsonReport.render(incident.analyze(rules).report()),
        "the same snapshot gives the same bytes");
    return result;
  }

  @Test
  void allSayWhatTheModelPredicts() throws IOException {
    for (Incident incident : Incident.in(CORPUS)) {
      assertTrue(incident.expected().predictions().isStated(), incident.id());
    }
  }

  @Test
  void neverNamesRulesThatExist() throws IOException {
    Set<String> known = rules.rules().stream().map(rule -> rule.id()).collect(Collectors.toSet());
    for (Incident incident : Incident.in(CORPUS)) {
      Set<String> named = new TreeSet<>(incident.expected().never());
      named.removeAll(known);
      assertEquals(Set.of(), named, incident.id());
    }
  }

  @Test
  void anEmptyCorpusIsRefused(@TempDir Path empty) {
    assertThrows(IllegalStateException.class, () -> Incident.in(empty));
  }

  @Test
  void aFolderWithoutItsFilesIsRefused(@TempDir Path folder) throws IOException {
    List<String> flaws = new Incident(folder).flaws();
    for (String missing : List.of("story.md", "expected.yaml", "snapshot/")) {
      assertTrue(flaws.toString().contains("has no " + missing), flaws.toString());
    }
  }

  @Test
  void aFolderThatIsTooBigIsRefused(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("story.md"), new byte[(int) Incident.MAX_BYTES + 1]);
    assertTrue(new Incident(folder).flaws().toString().contains("bytes, at most"));
  }

  @Test
  void anExpectationWithUnknownOrMissingKeysIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("expected.yaml");
    Files.writeString(file, "{verdict: healthy, diagnoses: [], never: []}");
    assertFalse(ExpectedReport.read(file).verdict().isEmpty());
    for (String wrong :
        List.of(
            "[]",
            "{verdict: healthy, diagnoses: [], never: [], predictions: {pass: 1}}",
            "{verdict: healthy, diagnoses: [], never: [], diagnosis: []}",
            "{verdict: healthy, diagnoses: []}",
            "{verdict: problem, diagnoses: [{id: ufw-active, node: node-1}], never: []}",
            "{verdict: problem, diagnoses: [{id: ufw-active}], never: []}")) {
      Files.writeString(file, wrong);
      assertThrows(IOException.class, () -> ExpectedReport.read(file), wrong);
    }
  }
}
