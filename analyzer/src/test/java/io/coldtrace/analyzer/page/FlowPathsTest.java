package io.coldtrace.analyzer.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.Analysis;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.report.FlowPath;
import io.coldtrace.report.PathHop;
import io.coldtrace.rules.Language;
import io.coldtrace.rules.RuleCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FlowPathsTest {
  @Test
  void aNodeThatLosesPacketsOutOfSightIsTakenForGranted() throws Analysis.NothingToReadException {
    FlowPath path = first("agent-kernel-hook");
    PathHop end = path.asIs().get(path.asIs().size() - 1);
    assertEquals(
        List.of("node-3", "unseen", "unknown"), List.of(end.node(), end.stage(), end.state()));
    assertTrue(
        path.asIs().subList(0, path.asIs().size() - 1).stream()
            .filter(hop -> hop.node().equals("node-3"))
            .allMatch(hop -> hop.state().equals("assumed")));
    assertEquals(List.of(), path.mended());
  }

  @Test
  void aPodThatDoesNotRunEndsTheWay() throws Analysis.NothingToReadException {
    FlowPath path = first("coredns-killed");
    PathHop end = path.asIs().get(path.asIs().size() - 1);
    assertEquals("lost", end.state());
    assertTrue(end.by().get().text().contains("CrashLoopBackOff"), end.toString());
  }

  @Test
  void ofTwoCausesEachHasAProbeThatItsOwnFixMends() throws Analysis.NothingToReadException {
    assertFalse(first("two-causes").mended().isEmpty());
  }

  private static FlowPath first(String incident) throws Analysis.NothingToReadException {
    Inputs inputs = Inputs.of(List.of(Path.of("..", "corpus", incident)));
    CompletableFuture<RuleCatalog> rules =
        CompletableFuture.completedFuture(RuleCatalog.builtIn().catalog());
    return Analysis.analyze(inputs, rules, Language.ENGLISH, stage -> {})
        .shown()
        .exhibits()
        .paths()
        .get(0);
  }
}
