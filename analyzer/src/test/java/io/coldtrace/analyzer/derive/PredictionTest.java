package io.coldtrace.analyzer.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The model, fed with an incident's facts and none of its probes' results, says what each probe
 * found. Beside the corpus it takes {@code COLDTRACE_SNAPSHOTS}: a folder of snapshots, as {@code
 * lab/predictions} leaves one.
 */
class PredictionTest {
  private enum Outcome {
    RIGHT,
    /** It depends on what the kernel picks at random. */
    MIXED,
    UNKNOWN,
    /** The probe failed by something that the walk takes for granted and nothing refutes. */
    ASSUMED,
    WRONG
  }

  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final List<String> remarks = new ArrayList<>();

  @Test
  void everyProbeOfEveryIncidentIsPredicted() throws IOException {
    List<Path> snapshots = snapshots();
    assertTrue(snapshots.size() >= 17, "the corpus has incidents");
    for (Path snapshot : snapshots) {
      predict(snapshot);
    }
    int sum = counts.values().stream().mapToInt(Integer::intValue).sum();
    remarks.forEach(System.out::println);
    System.out.println(snapshots.size() + " incidents, " + sum + " probes: " + counts);
    assertTrue(sum > 800, "probes: " + sum);
    assertEquals(0, counts.getOrDefault(Outcome.WRONG, 0), () -> String.join("\n", remarks));
    int unknown = counts.getOrDefault(Outcome.UNKNOWN, 0);
    assertTrue(unknown * 20 <= sum, () -> unknown + " unknown:\n" + String.join("\n", remarks));
  }

  private static List<Path> snapshots() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder :
        new String[] {"../corpus", System.getenv().getOrDefault("COLDTRACE_SNAPSHOTS", "")}) {
      if (!folder.isEmpty()) {
        try (Stream<Path> all = Files.list(Path.of(folder))) {
          all.filter(Files::isDirectory).sorted().forEach(found::add);
        }
      }
    }
    return found;
  }

  private void predict(Path folder) {
    Path input =
        Files.isDirectory(folder.resolve("snapshot")) ? folder.resolve("snapshot") : folder;
    List<Fact> captured = Snapshot.read(Inputs.of(List.of(input)), Limits.DEFAULT).facts();
    List<Fact> facts = Probes.joined(captured, Places.of(captured));
    Walker walker = new Walker(Cluster.ofFacts(facts));
    Map<String, Flow> flows = FlowPlan.probes(facts);
    Map<Probe, Walker.Result> walks = new LinkedHashMap<>();
    for (Probe probe : Facts.only(facts, Probe.class)) {
      Flow flow = flows.get(probe.id());
      if (flow != null && !probe.result().equals("skipped")) {
        walker.walk(flow).ifPresent(result -> walks.put(probe, result));
      }
    }
    walks.forEach((probe, result) -> judge(folder.getFileName().toString(), probe, result));
  }

  private void judge(String incident, Probe probe, Walker.Result result) {
    Outcome outcome = outcome(probe, result);
    counts.merge(outcome, 1, Integer::sum);
    if (outcome == Outcome.WRONG || outcome == Outcome.UNKNOWN || outcome == Outcome.ASSUMED) {
      remarks.add(
          String.join(
              " ",
              outcome.name(),
              incident,
              probe.id(),
              probe.result(),
              "predicted",
              result.walk().verdict(),
              result.walk().reason(),
              result.walk().source().toString(),
              outcome == Outcome.ASSUMED ? result.walk().assumes().toString() : ""));
    }
  }

  private static Outcome outcome(Probe probe, Walker.Result result) {
    return switch (result.walk().verdict()) {
      case "mixed" -> Outcome.MIXED;
      case "unknown" -> Outcome.UNKNOWN;
      case "delivered" ->
          !probe.failed()
              ? Outcome.RIGHT
              : result.assumptions().isEmpty() ? Outcome.WRONG : Outcome.ASSUMED;
      // A lost datagram is silence; so is a rejected one where the kernel has just sent as many
      // errors to that address as it sends in a second (icmp_ratelimit).
      default -> probe.ok() ? Outcome.WRONG : Outcome.RIGHT;
    };
  }
}
