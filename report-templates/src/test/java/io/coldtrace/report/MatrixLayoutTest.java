package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MatrixLayoutTest {
  @Test
  void theCulpritComesFirstAndServicesLast() {
    ProbeMatrix matrix = MatrixLayout.of(SampleReports.ipForwardDisabled().report());
    assertEquals(
        List.of("node-2", "node-1", "node-3", "kube-system/kube-dns"),
        matrix.columns().stream().map(ProbeMatrix.Column::name).toList());
    assertTrue(matrix.columns().get(0).culprit());
    assertTrue(matrix.columns().get(3).service());
    assertFalse(matrix.dense());
  }

  @Test
  void aCellTellsItsProbesByKind() {
    ProbeMatrix matrix = MatrixLayout.of(SampleReports.ipForwardDisabled().report());
    ProbeMatrix.Row nodeOne = matrix.rows().get(1);
    String marks =
        nodeOne.cells().get(0).marks().stream()
            .map(mark -> mark.kind().letter() + " " + mark.state())
            .collect(Collectors.joining(", "));
    assertEquals("N passed, T passed, P failed, M failed", marks);
  }

  @Test
  void nodesOfALargeClusterStandInTheOrderOfTheirNumbers() {
    ProbeMatrix matrix = MatrixLayout.of(SampleReports.large().report());
    assertTrue(matrix.dense());
    assertEquals(
        List.of("node-2", "node-12", "node-22", "node-1", "node-3"),
        matrix.rows().stream().limit(5).map(ProbeMatrix.Row::node).toList());
  }

  @Test
  void ofAVeryLargeClusterThoseThatFailAlikeAreOneRow() {
    ProbeMatrix matrix = MatrixLayout.of(SampleReports.cluster(150).report());
    assertEquals(0, matrix.hiddenNodes());
    assertTrue(matrix.rows().size() < 40, () -> matrix.rows().size() + " rows");
    assertTrue(
        matrix.rows().stream().anyMatch(row -> row.node().matches("node-1 … ×\\d+")),
        matrix.rows()::toString);
  }

  @Test
  void aGroupIsToldInNumbers() {
    List<ProbeOutcome> probes = SampleProbes.all(4, SampleProbes::intoNodeTwo);
    List<ProbeOutcome> pings =
        probes.stream().filter(probe -> probe.kind().equals("ping-pod")).toList();
    ProbeMatrix.Kind kind = new ProbeMatrix.Kind("ping-pod", "P");
    assertEquals(
        Map.of("ok", 13, "timeout", 3), new ProbeMatrix.Mark(kind, "mixed", pings).getTally());
    assertEquals(Map.of(), new ProbeMatrix.Mark(kind, "mixed", pings.subList(0, 8)).getTally());
  }

  @Test
  void aHundredNodesAreDrawnEachForItself() {
    ReportPage page = SampleReports.cluster(100);
    ProbeMatrix matrix = MatrixLayout.of(page.report());
    MatrixPicture picture = MatrixPicture.of(matrix);
    assertEquals(100, picture.rows().size());
    assertEquals(101, picture.columns().size());
    for (MatrixPicture.Bar bar : picture.bars()) {
      assertTrue(bar.x() + bar.width() <= picture.width(), bar::toString);
      assertTrue(bar.y() + bar.height() <= picture.height(), bar::toString);
    }
    long failed = picture.bars().stream().filter(bar -> !bar.state().equals("passed")).count();
    assertEquals(
        page.report().probes().stream()
            .filter(ProbeOutcome::failed)
            .map(probe -> probe.node() + probe.targetNode())
            .distinct()
            .count(),
        failed);
  }
}
