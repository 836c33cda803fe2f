package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictSentenceTest {
  @ParameterizedTest
  @CsvSource({
    "DNS in the cluster is broken, dns-service pod-dns-pod-tcp http-metrics",
    "Services are not reached, dns-service pod-https-service",
    "The pod network loses large packets, ping-node-full ping-pod-full",
    "The pod network is broken, dns-service ping-pod",
    "The pod network is broken, ping-pod-full ping-pod",
  })
  void itSaysWhatIsBrokenByWhatFails(String broken, String kinds) {
    String sentence = sentence(kinds.split(" "));
    assertEquals(broken, sentence.substring(0, sentence.indexOf(':')));
  }

  @Test
  void aSymptomOfOneMannerOrOnePairIsNamedSo() {
    assertEquals(
        "What fails: Full-size ping of a pod (1 of 1); all of it between node-1 and node-2.",
        symptoms("ping-pod-full"));
    assertEquals(
        "What fails: Ping of a pod (2 of 2); all of it between node-1 and node-2.",
        symptoms("ping-pod-full", "ping-pod"));
  }

  private static String sentence(String... failed) {
    return contents(failed).verdict();
  }

  private static String symptoms(String... failed) {
    return contents(failed).getSymptoms().replace('\u00a0', ' ');
  }

  private static PageContents contents(String... failed) {
    Report of = SampleReports.ipForwardDisabled().report();
    List<ProbeOutcome> probes = Stream.of(failed).map(VerdictSentenceTest::lost).toList();
    Report report =
        new Report(
            of.schema(),
            of.verdict(),
            of.snapshot(),
            of.diagnoses(),
            probes,
            of.notEvaluated(),
            of.input());
    return new PageContents(new ReportPage(report, Locale.ENGLISH), Messages.of(Locale.ENGLISH));
  }

  private static ProbeOutcome lost(String kind) {
    return new ProbeOutcome(
        "node-1/" + kind,
        kind,
        "node-1",
        "node-2",
        false,
        Prediction.UNKNOWN,
        Optional.empty(),
        "node-2",
        "timeout",
        "");
  }
}
