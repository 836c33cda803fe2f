package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What passes on the ways on which packets are lost is ruled out, and nothing else. */
class RuledOutTest {
  private static final Messages ENGLISH = Messages.of(Locale.ENGLISH);

  @Test
  void whatPassedOnTheSameWaysIsRuledOut() {
    Report report = SampleReports.ipForwardDisabled().report();
    assertEquals(
        List.of(
            "A cut line, or no route, between the nodes: they ping each other on these very ways"
                + " (2 of 2).",
            "The tunnel: its far end (flannel.1) answers on these ways (2 of 2).",
            "A security agent runs on node-1 (node-1): found as well, but no failed probe is lost"
                + " by it."),
        new RuledOut(report, ENGLISH).by(report.diagnoses().get(0)));
  }

  @Test
  void whatExplainsNothingRulesNothingOut() {
    Report report = SampleReports.ipForwardDisabled().report();
    assertEquals(List.of(), new RuledOut(report, ENGLISH).by(report.diagnoses().get(1)));
  }

  @Test
  void aKindOfWhichOneFailedOnTheseWaysIsNotRuledOut() {
    Report report = SampleReports.ipForwardDisabled().report();
    List<ProbeOutcome> probes =
        report.probes().stream()
            .map(probe -> probe.kind().equals("ping-tunnel") ? lost(probe) : probe)
            .toList();
    Report other =
        new Report(
            report.schema(),
            report.verdict(),
            report.snapshot(),
            report.diagnoses(),
            probes,
            report.notEvaluated(),
            report.input());
    List<String> texts = new RuledOut(other, ENGLISH).by(report.diagnoses().get(0));
    assertEquals(2, texts.size(), texts.toString());
  }

  /** From one node alone: the others' pings of the same node pass. */
  private static ProbeOutcome lost(ProbeOutcome probe) {
    boolean one = probe.node().equals("node-1") && probe.targetNode().equals("node-2");
    return new ProbeOutcome(
        probe.id(),
        probe.kind(),
        probe.node(),
        probe.target(),
        probe.ok() && !one,
        probe.predicted(),
        probe.decidedBy(),
        probe.targetNode(),
        one ? "timeout" : probe.result(),
        probe.detail());
  }
}
