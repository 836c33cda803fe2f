package io.coldtrace.analyzer.derive;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Assumption;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Loss;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.Probe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the model, fed with a snapshot's facts and none of its probes' results, says of each probe,
 * beside what became of it.
 */
public final class Predictions {
  /** How a prediction compares with what happened. */
  public enum Outcome {
    RIGHT,
    /** It depends on what the kernel picks at random. */
    CHANCE,
    UNKNOWN,
    /** The probe failed by something that its walk takes for granted and nothing else has shown. */
    ASSUMED,
    WRONG
  }

  /**
   * A probe and its prediction.
   *
   * @param verdict of the walk
   * @param why what decided; of an unknown one what would have to be understood, of one that was
   *     delivered by assumption what was assumed
   */
  public record Predicted(Probe probe, String verdict, Outcome outcome, String why) {}

  private Predictions() {}

  /** Those of all probes that ran and whose way begins in the snapshot. */
  public static List<Predicted> of(Collection<? extends Fact> captured) {
    Places places = Places.of(captured);
    List<Fact> facts = Probes.joined(captured, places);
    Map<String, Flow> flows = FlowPlan.probes(facts);
    List<Probe> probes = Facts.only(facts, Probe.class);
    Map<Flow, Walker.Result> walked = new Walker(Cluster.ofFacts(facts)).walk(flows.values());
    Evidence evidence = Evidence.of(probes, VxlanDeliveries.of(facts, places), walked);
    List<Predicted> predicted = new ArrayList<>();
    for (Probe probe : probes) {
      Flow flow = flows.get(probe.id());
      if (flow != null && walked.containsKey(flow) && !probe.result().equals("skipped")) {
        predicted.add(compare(probe, walked.get(flow), evidence.unproved(flow, walked.get(flow))));
      }
    }
    return predicted;
  }

  private static Predicted compare(Probe probe, Walker.Result result, Set<Assumption> open) {
    String verdict = result.walk().verdict();

    Outcome outcome =
        switch (verdict) {
          case "mixed" -> Outcome.CHANCE;
          case "unknown" -> Outcome.UNKNOWN;
          case "delivered" ->
              !probe.failed() ? Outcome.RIGHT : open.isEmpty() ? Outcome.WRONG : Outcome.ASSUMED;
          // A lost datagram is silence; so is a rejected one where the kernel has just sent as many
          // errors to that address as it sends in a second (icmp_ratelimit).
          default -> probe.ok() ? Outcome.WRONG : Outcome.RIGHT;
        };
    String decided = result.loss().map(Predictions::words).orElse("");
    String assumed = String.join("; ", open.stream().map(Assumption::text).toList());

    return new Predicted(probe, verdict, outcome, outcome == Outcome.ASSUMED ? assumed : decided);
  }

  private static String words(Loss loss) {
    return loss.node() + " " + loss.reason() + " " + loss.source() + " " + loss.text();
  }
}
