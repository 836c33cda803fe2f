package io.coldtrace.analyzer.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Step;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many flows, walked together, come to what each comes to alone. */
class ManyFlowsTest {
  private static final Set<String> TURNS = Set.of("dnat", "lost");

  @ParameterizedTest
  @ValueSource(strings = {"dns-redirected", "vxlan-dropped-in-input", "healthy-plain"})
  void inTheirOrderWithTheirTurnsAlone(String incident) {
    Path snapshot = Path.of("..", "corpus", incident, "snapshot");
    List<Fact> facts = Snapshot.read(Inputs.of(List.of(snapshot)), Limits.DEFAULT).facts();
    Places places = Places.of(facts);
    List<Flow> flows = FlowPlan.of(Probes.joined(facts, places), places);
    Walker walker = new Walker(Cluster.ofFacts(facts));
    Map<Flow, Walker.Result> together = walker.walk(flows);
    assertEquals(
        flows.stream().filter(flow -> walker.walk(flow).isPresent()).toList(),
        List.copyOf(together.keySet()));
    assertTrue(flows.size() > 20, "flows: " + flows.size());
    together.forEach(
        (flow, result) -> {
          Walker.Result alone = walker.walk(flow).orElseThrow();
          assertEquals(alone.walk(), result.walk());
          assertEquals(alone.loss(), result.loss());
          assertEquals(
              alone.steps().stream().filter(step -> TURNS.contains(step.stage())).toList(),
              result.steps(),
              flow::id);
          assertTrue(
              alone.steps().stream().map(Step::stage).anyMatch(stage -> !TURNS.contains(stage)),
              "a way has more than its turns");
        });
  }
}
