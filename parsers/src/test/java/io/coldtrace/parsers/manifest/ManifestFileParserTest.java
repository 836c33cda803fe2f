package io.coldtrace.parsers.manifest;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestFileParserTest {
  private final LineLedger ledger = parse(new ManifestFileParser(), "manifest.tsv");

  @Test
  void everyLineIsAccountedFor() {
    assertLines(ledger, 15, 0, 2);
    assertEquals(List.of(14, 15), ledger.unrecognized());
  }

  @Test
  void theHeadIsOneRun() {
    CollectorRun run = facts(ledger, CollectorRun.class).get(0);
    assertEquals("node-1", run.node());
    assertEquals("node-1.example", run.hostname());
    assertEquals(1795384337L, run.started());
    assertEquals("no journal\nC:\\temp\there", run.about().get("note"));
  }

  @Test
  void commandsKeepWhatBecameOfThem() {
    List<CapturedFile> files = facts(ledger, CapturedFile.class);
    assertEquals(
        new CapturedFile(
            new Source("node-1", "manifest.txt", 11),
            "ss.txt",
            "ss",
            "ss -tuanp",
            0,
            1795384338,
            1.5,
            1048576,
            "cut",
            "77aa",
            "ss.txt.err"),
        files.get(1));
    assertEquals(-1, files.get(2).exit());
    assertEquals("missing", files.get(2).state());
    assertEquals(4, files.size());
  }

  @Test
  void probesAreNamedAfterTheirNode() {
    List<Probe> probes = facts(ledger, Probe.class);
    assertEquals(
        new Probe(
            new Source("node-1", "manifest.txt", 16),
            "node-1/ping-pod.default-web-2",
            "ping-pod",
            "node-1",
            "default/web-2",
            "node-2",
            "10.244.2.7",
            "-",
            1795384340,
            5.013,
            "prohibited",
            "From 10.0.0.6 icmp_seq=1\tDestination Host Prohibited",
            "probes/ping-pod.web-2.txt"),
        probes.get(0));
    assertEquals("", probes.get(1).targetNode());
    assertEquals("", probes.get(1).detail());
  }
}
