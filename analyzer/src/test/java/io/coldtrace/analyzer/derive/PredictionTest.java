package io.coldtrace.analyzer.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.derive.Predictions.Outcome;
import io.coldtrace.analyzer.derive.Predictions.Predicted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The model, fed with an incident's facts and none of its probes' results, says what each probe
 * found. {@code lab/predictions} does the same with fresh snapshots of every fault of the lab.
 */
class PredictionTest {
  private static final Path CORPUS = Path.of("..", "corpus");

  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final List<String> remarks = new ArrayList<>();

  @Test
  void everyProbeOfEveryIncidentIsPredicted() throws IOException {
    List<Path> incidents;
    try (Stream<Path> all = Files.list(CORPUS)) {
      incidents = all.filter(Files::isDirectory).sorted().toList();
    }
    assertTrue(incidents.size() >= 17, "the corpus has incidents");
    for (Path incident : incidents) {
      predict(incident);
    }
    int sum = counts.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(sum > 800, "probes: " + sum);
    assertEquals(0, counts.getOrDefault(Outcome.WRONG, 0), () -> String.join("\n", remarks));
    int unknown = counts.getOrDefault(Outcome.UNKNOWN, 0);
    assertTrue(unknown * 20 <= sum, () -> unknown + " unknown:\n" + String.join("\n", remarks));
  }

  private void predict(Path incident) {
    Inputs input = Inputs.of(List.of(incident.resolve("snapshot")));
    for (Predicted each : Predictions.of(Snapshot.read(input, Limits.DEFAULT).facts())) {
      counts.merge(each.outcome(), 1, Integer::sum);
      if (each.outcome() == Outcome.WRONG || each.outcome() == Outcome.UNKNOWN) {
        remarks.add(
            incident.getFileName()
                + " "
                + each.probe().id()
                + " "
                + each.probe().result()
                + ", predicted "
                + each.verdict()
                + ": "
                + each.why());
      }
    }
  }
}
