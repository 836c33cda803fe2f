package io.coldtrace.analyzer.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.kernel.SysctlSetting;
import io.coldtrace.report.Confidence;
import io.coldtrace.report.Diagnosis;
import io.coldtrace.report.Evidence;
import io.coldtrace.report.Input;
import io.coldtrace.report.LoadChain;
import io.coldtrace.report.Report;
import io.coldtrace.report.Snapshot;
import io.coldtrace.report.Verdict;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Any kernel parameter that a diagnosis rests on has its ladder. */
class LoadChainsTest {
  private static final String KEY = "net.ipv4.conf.all.rp_filter";
  private static final Source RUNNING = new Source("node-1", "sysctl-a.txt", 7);
  private static final List<Fact> FACTS =
      List.of(
          new Sysctl(RUNNING, KEY, "1"),
          setting("/usr/lib/sysctl.d/50-default.conf", KEY, "2"),
          setting("/etc/sysctl.d/60-else.conf", "vm.swappiness", "1"),
          setting("/etc/sysctl.d/99-hardening.conf", KEY, "1"));

  private static SysctlSetting setting(String path, String key, String value) {
    return new SysctlSetting(new Source("node-1", path, 3), path, key, value, false, false);
  }

  @Test
  void theLadderOfARunningValueNamesTheFileThatWon() {
    LoadChain chain = only(of(RUNNING));
    assertEquals(KEY, chain.key());
    assertEquals("1", chain.running());
    assertEquals(
        List.of("50-default.conf: 2", "60-else.conf: ", "99-hardening.conf: 1 wins"),
        chain.rungs().stream()
            .map(
                rung ->
                    rung.path().replaceAll(".*/", "")
                        + ": "
                        + rung.value()
                        + (rung.wins() ? " wins" : ""))
            .toList());
  }

  @Test
  void soHasTheLadderOfAnAssignment() {
    Source overridden = new Source("node-1", "/usr/lib/sysctl.d/50-default.conf", 3);
    assertEquals(only(of(RUNNING)).rungs(), only(of(overridden)).rungs());
  }

  @Test
  void evidenceOfAnotherKindHasNone() {
    assertEquals(List.of(), of(new Source("node-1", "ip-route.txt", 7)));
  }

  private static LoadChain only(List<LoadChain> chains) {
    assertEquals(1, chains.size(), chains.toString());
    return chains.get(0);
  }

  private static List<LoadChain> of(Source line) {
    Evidence by = new Evidence(line.node(), line.file(), line.line(), "");
    return new LoadChains(FactBase.of(FACTS), FACTS).of(report(by));
  }

  private static Report report(Evidence by) {
    Diagnosis diagnosis =
        new Diagnosis(
            "rp-filter",
            Severity.WARNING,
            Confidence.PROBABLE,
            "",
            "",
            List.of(),
            List.of(by),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            "",
            List.of(),
            List.of(),
            "");
    return new Report(
        Report.SCHEMA,
        Verdict.PROBLEM,
        new Snapshot(List.of()),
        List.of(diagnosis),
        List.of(),
        List.of(),
        new Input(0, 0, List.of(), List.of(), List.of()));
  }
}
