package io.coldtrace.analyzer.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.PacketLoss;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.report.Verdict;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.Finding;
import io.coldtrace.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DiagnoserTest {
  private static final Source LINE = new Source("node-1", "iptables-nft-save.txt", 5);

  private final List<Fact> facts = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private DiagnoserTest probes(String result, String... ids) {
    for (String id : ids) {
      facts.add(
          new Probe(
              Source.NONE,
              id,
              "ping-pod",
              "node-1",
              "",
              "node-2",
              "10.0.0.2",
              "-",
              0,
              0,
              result,
              "",
              ""));
    }
    return this;
  }

  private DiagnoserTest finding(String id, Severity severity, String... explains) {
    return finding(id, severity, "node-1", List.of(explains), List.of(), List.of());
  }

  private DiagnoserTest finding(
      String id,
      Severity severity,
      String node,
      List<String> explains,
      List<String> under,
      List<Source> evidence) {
    findings.add(
        new Finding(
            id,
            id,
            severity,
            "",
            List.of(),
            List.of(node),
            evidence,
            explains,
            "",
            "",
            "",
            List.of(),
            List.of(),
            under,
            List.of(),
            List.of()));
    return this;
  }

  private void loss(int flows, List<String> probes, List<String> passed) {
    facts.add(
        new PacketLoss(
            LINE,
            "node-1",
            "FORWARD",
            "rule",
            "pod",
            "dropped",
            "nft",
            "ip",
            "filter",
            "FORWARD",
            "",
            "-A FORWARD -j DROP",
            "iptables-nft",
            "",
            List.of(),
            List.of("other"),
            flows,
            probes,
            passed));
  }

  private Diagnosis diagnosis() {
    return Diagnoser.diagnose(FactBase.of(facts), findings);
  }

  private List<String> causes() {
    return diagnosis().causes().stream().map(cause -> cause.finding().ruleId()).toList();
  }

  @Test
  void theSameFaultOnTwoNodesIsOneCause() {
    probes("timeout", "a", "b");
    finding("off", Severity.ERROR, "node-2", List.of("b"), List.of(), List.of());
    finding("off", Severity.ERROR, "node-1", List.of("a"), List.of(), List.of());
    Cause cause = diagnosis().causes().get(0);
    assertEquals(List.of("off"), causes());
    assertEquals(List.of("node-1", "node-2"), cause.finding().nodes());
    assertEquals(new TreeSet<>(List.of("a", "b")), cause.explains());
  }

  @Test
  void whatBreaksNothingOnAnotherNodeIsNotTheSameFault() {
    probes("timeout", "a");
    finding("off", Severity.ERROR, "node-2", List.of("a"), List.of(), List.of());
    finding("off", Severity.ERROR, "node-1", List.of(), List.of(), List.of());
    assertEquals(List.of("off", "off"), causes());
    assertEquals(List.of("node-2"), diagnosis().causes().get(0).finding().nodes());
  }

  @Test
  void twoLinesOfOneNodeAreTwoCauses() {
    probes("timeout", "a", "b");
    finding("line", Severity.ERROR, "a");
    finding("line", Severity.ERROR, "b");
    assertEquals(List.of("line", "line"), causes());
  }

  @Test
  void theFewestCausesComeFirst() {
    probes("timeout", "a", "b", "c", "d");
    finding("one-and-two", Severity.ERROR, "a", "b");
    finding("most", Severity.ERROR, "a", "b", "c");
    finding("last", Severity.ERROR, "d");
    assertEquals(List.of("most", "last", "one-and-two"), causes());
    assertEquals(new TreeSet<>(), diagnosis().unexplained());
  }

  @Test
  void ofCausesThatExplainTheSameTheGraverComesFirst() {
    probes("timeout", "a");
    finding("error", Severity.ERROR, "a").finding("critical", Severity.CRITICAL, "a");
    assertEquals(List.of("critical", "error"), causes());
  }

  @Test
  void anExplanationThatHarmsNothingIsNoRootCause() {
    probes("prohibited", "a", "b").probes("timeout", "c");
    finding("ping-forbidden", Severity.INFO, "a", "b").finding("broken", Severity.ERROR, "c");
    assertEquals(List.of("broken", "ping-forbidden"), causes());
  }

  @Test
  void onlyProbesThatFailedAreExplained() {
    probes("ok", "a").probes("timeout", "b");
    finding("cause", Severity.ERROR, "a", "b", "no-such-probe");
    assertEquals(new TreeSet<>(List.of("b")), diagnosis().causes().get(0).explains());
  }

  @Test
  void whatLosesNothingIsAWarningHoweverBadItMayBe() {
    probes("ok", "a").finding("risk", Severity.CRITICAL);
    assertEquals(Severity.WARNING, diagnosis().causes().get(0).severity());
    assertEquals(Verdict.HEALTHY, diagnosis().verdict());
  }

  @Test
  void theCeilingIsNeverRaised() {
    probes("timeout", "a").finding("noted", Severity.INFO, "a");
    assertEquals(Severity.INFO, diagnosis().causes().get(0).severity());
  }

  @Test
  void aLossOfTheModelByTheSameLineKeepsTheSeverity() {
    probes("timeout", "a").probes("ok", "b");
    loss(2, List.of("a"), List.of("b"));
    finding("drop", Severity.ERROR, "node-1", List.of(), List.of(), List.of(LINE));
    Cause cause = diagnosis().causes().get(0);
    assertEquals(Severity.ERROR, cause.severity());
    assertEquals(new TreeSet<>(List.of("a")), cause.explains());
    assertEquals(new TreeSet<>(List.of("b")), cause.contradicts());
  }

  @Test
  void aLossByAnotherLineDoesNot() {
    probes("ok", "a");
    loss(2, List.of(), List.of());
    Source other = new Source("node-1", "iptables-nft-save.txt", 6);
    finding("drop", Severity.ERROR, "node-1", List.of(), List.of(), List.of(other));
    assertEquals(Severity.WARNING, diagnosis().causes().get(0).severity());
  }

  @Test
  void theSpecificTakesTheGeneralUnderIt() {
    probes("timeout", "a", "b");
    List<String> under = List.of("general");
    finding("general", Severity.ERROR, "b");
    finding("specific", Severity.ERROR, "node-1", List.of("a"), under, List.of());
    Cause cause = diagnosis().causes().get(0);
    assertEquals(List.of("specific"), causes());
    assertEquals(under, cause.under());
    assertEquals(new TreeSet<>(List.of("a", "b")), cause.explains());
  }

  @Test
  void onAnotherNodeTheGeneralStaysByItself() {
    probes("timeout", "a", "b").finding("general", Severity.ERROR, "b");
    finding("specific", Severity.ERROR, "node-2", List.of("a"), List.of("general"), List.of());
    assertEquals(List.of("general", "specific"), causes());
  }

  @Test
  void failedProbesThatNothingExplainsAreInconclusive() {
    probes("timeout", "a").probes("ok", "b");
    assertEquals(Verdict.INCONCLUSIVE, diagnosis().verdict());
    assertEquals(new TreeSet<>(List.of("a")), diagnosis().unexplained());
  }

  @Test
  void withoutProbesAWalkMustBeDelivered() {
    assertEquals(Verdict.INCONCLUSIVE, diagnosis().verdict());
    facts.add(
        new Walk(
            Source.NONE,
            "f",
            false,
            "node-1",
            "node-2",
            "delivered",
            "",
            "",
            "",
            "",
            "",
            List.of()));
    assertEquals(Verdict.HEALTHY, diagnosis().verdict());
  }

  @Test
  void skippedProbesAreNeitherGoodNorBad() {
    probes("skipped", "a");
    assertEquals(Verdict.INCONCLUSIVE, diagnosis().verdict());
    probes("ok", "b");
    assertEquals(Verdict.HEALTHY, diagnosis().verdict());
  }

  @Test
  void anErrorIsAProblemWhateverPasses() {
    probes("ok", "a").probes("timeout", "b").finding("cause", Severity.ERROR, "b");
    assertEquals(Verdict.PROBLEM, diagnosis().verdict());
  }
}
