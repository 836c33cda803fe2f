package io.coldtrace.analyzer.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.corpus.Incident;
import io.coldtrace.analyzer.derive.Derivation;
import io.coldtrace.analyzer.remedy.Trial;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.report.Confidence;
import io.coldtrace.report.Verdict;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.Language;
import io.coldtrace.rules.RuleCatalog;
import io.coldtrace.rules.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A snapshot that lacks any one of its files: the diagnosis stays, weakens or becomes inconclusive;
 * it is never another one that is called confirmed, and a faulty cluster is never called healthy.
 */
@Tag("slow")
class MissingFileTest {
  private static final Path CORPUS = Path.of("..", "corpus");
  private static final RuleCatalog RULES = RuleCatalog.builtIn().catalog();

  private record File(String node, String path) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent-kernel-hook", "coredns-killed", "firewalld-iptables", "firewalld-nftables",
        "forward-reject-first", "ip-forward-disabled", "ufw", "vxlan-blocked-underlay",
        "vxlan-dropped-in-input", "vxlan-rejected-in-input"
      })
  void anyFileOfTheCulprit(String incident) {
    withoutAnyOf(
        incident,
        (file, culprit) -> file.node().equals(culprit) && !file.path().startsWith("probes/"));
  }

  /** Of all incidents and all nodes, and the tools' own output of the probes. */
  @Tag("long")
  @ParameterizedTest
  @MethodSource
  void everyFile(String incident) {
    withoutAnyOf(incident, (file, culprit) -> true);
  }

  static List<String> everyFile() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Incident incident : Incident.in(CORPUS)) {
      if (incident.expected().verdict().equals(Verdict.PROBLEM.word())) {
        problems.add(incident.id());
      }
    }
    return problems;
  }

  private static void withoutAnyOf(String incident, BiPredicate<File, String> which) {
    Path snapshot = CORPUS.resolve(incident).resolve("snapshot");
    List<Fact> all = Snapshot.read(Inputs.of(List.of(snapshot)), Limits.DEFAULT).facts();
    Diagnosis whole = diagnosed(all);
    Set<String> right = grave(whole);
    assertFalse(right.isEmpty(), "with all files: a diagnosis");
    // A cause of the whole cluster shows on its first node as well as on any.
    List<String> culprits = whole.causes().get(0).finding().nodes();
    String culprit = culprits.isEmpty() ? firstNode(all) : culprits.get(0);
    List<File> files =
        all.stream()
            .map(fact -> new File(fact.source().node(), fact.source().file()))
            .distinct()
            .filter(file -> which.test(file, culprit))
            .toList();
    assertFalse(files.isEmpty(), "there is something to take away");
    List<String> wrong =
        files.parallelStream().flatMap(file -> wrongWithout(file, all, right).stream()).toList();
    assertEquals(List.of(), wrong);
  }

  private static List<String> wrongWithout(File file, List<Fact> all, Set<String> right) {
    List<Fact> left = all.stream().filter(fact -> !isOf(fact, file)).toList();
    FactBase facts = FactBase.of(Derivation.of(left));
    Diagnosis diagnosis = Diagnoser.diagnose(facts, RULES.judge(facts, Language.ENGLISH).found());
    List<String> wrong = new ArrayList<>();
    if (diagnosis.verdict() == Verdict.HEALTHY) {
      wrong.add("healthy without " + file);
    }
    firstConfirmed(left, facts, diagnosis).stream()
        .filter(id -> !right.contains(id))
        .forEach(id -> wrong.add(id + " is confirmed without " + file));
    return wrong;
  }

  private static String firstNode(List<Fact> facts) {
    return facts.stream().map(fact -> fact.source().node()).sorted().findFirst().orElseThrow();
  }

  private static Diagnosis diagnosed(List<Fact> captured) {
    FactBase facts = FactBase.of(Derivation.of(captured));
    return Diagnoser.diagnose(facts, RULES.judge(facts, Language.ENGLISH).found());
  }

  private static Set<String> grave(Diagnosis diagnosis) {
    Set<String> ids = new TreeSet<>();
    diagnosis.causes().stream()
        .filter(cause -> cause.severity().compareTo(Severity.ERROR) <= 0)
        .forEach(
            cause -> {
              ids.add(cause.finding().ruleId());
              ids.addAll(cause.under());
            });
    return ids;
  }

  private static List<String> firstConfirmed(
      List<Fact> captured, FactBase facts, Diagnosis diagnosis) {
    Trial trial = new Trial(captured, facts.all(Walk.class), facts.all(Probe.class));
    Proofs proofs = new Proofs(facts, trial, diagnosis.causes());
    return diagnosis.causes().stream()
        .limit(1)
        .filter(cause -> proofs.confidence(cause) == Confidence.CONFIRMED)
        .map(cause -> cause.finding().ruleId())
        .toList();
  }

  /** Without a manifest the probes are not known; that a file was captured shows by itself. */
  private static boolean isOf(Fact fact, File file) {
    boolean manifest = file.path().equals("manifest.tsv");
    if (fact instanceof CapturedFile captured) {
      return captured.source().node().equals(file.node()) && captured.file().equals(file.path());
    }
    return manifest
        ? fact.source().node().equals(file.node())
            && (fact instanceof Probe || fact instanceof CollectorRun)
        : fact.source().node().equals(file.node()) && fact.source().file().equals(file.path());
  }
}
