package io.coldtrace.analyzer.remedy;

import io.coldtrace.analyzer.derive.Derivation;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.parsers.command.NodeCommand;
import io.coldtrace.parsers.command.NodeCommands;
import io.coldtrace.report.Verification;
import io.coldtrace.rules.RemedyStep;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tries remedies on the model before a customer does. */
public final class Trial {
  private final List<Fact> captured;
  private final Map<String, Walk> before = new HashMap<>();
  private final Set<String> failed = new TreeSet<>();
  private final Map<List<RemedyStep>, Optional<Outcome>> tried = new HashMap<>();

  /**
   * What a remedy does to the probes.
   *
   * @param fixed failed ones that the model lost and now delivers
   * @param stillFailing failed ones that it does not deliver
   * @param broken other ones that it delivered and now loses
   * @param unprobed what becomes of the flows that nobody probed
   */
  public record Outcome(
      Set<String> fixed, Set<String> stillFailing, Set<String> broken, Unprobed unprobed) {
    /** As the report tells it. */
    public Verification counted() {
      return new Verification(fixed.size(), stillFailing.size(), broken.size());
    }
  }

  /**
   * Flows that the model walks although nobody probed them.
   *
   * @param broken from where to where
   */
  public record Unprobed(int walked, int mended, Set<String> broken) {}

  /**
   * A trial on one snapshot.
   *
   * @param captured what the nodes said
   * @param walks what the model says from these facts
   * @param probes as joined over all nodes
   */
  public Trial(
      Collection<? extends Fact> captured, Collection<Walk> walks, Collection<Probe> probes) {
    this.captured = List.copyOf(captured);
    walks.forEach(walk -> before.put(walk.flow(), walk));
    probes.stream().filter(Probe::failed).forEach(probe -> failed.add(probe.id()));
  }

  /**
   * Runs the steps in this order and walks every probe again.
   *
   * @return empty if there is no step, one whose effect the model cannot know, or if the underlay
   *     would have to carry what nothing shows that it does
   */
  public Optional<Outcome> of(List<RemedyStep> steps) {
    return tried.computeIfAbsent(steps.stream().map(Trial::withoutNote).toList(), this::run);
  }

  /** What a step does is the same in every language. */
  private static RemedyStep withoutNote(RemedyStep step) {
    return new RemedyStep(step.kind(), step.node(), step.command(), "");
  }

  private Optional<Outcome> run(List<RemedyStep> steps) {
    return mended(steps).flatMap(this::outcome);
  }

  /** The facts as they are once the steps were run; empty if the effect of one is not known. */
  public Optional<List<Fact>> mended(List<RemedyStep> steps) {
    ChangedFacts changed = new ChangedFacts(captured);
    for (RemedyStep step : steps) {
      Optional<List<NodeCommand>> commands = NodeCommands.read(step.command());
      if (step.node().isEmpty() || commands.isEmpty()) {
        return Optional.empty();
      }
      for (NodeCommand command : commands.get()) {
        if (!changed.run(step.node(), command)) {
          return Optional.empty();
        }
      }
    }
    return steps.isEmpty() ? Optional.empty() : Optional.of(changed.facts());
  }

  private Optional<Outcome> outcome(List<Fact> facts) {
    Map<Flow, Walker.Result> walked = Derivation.walked(facts);
    NewTraffic traffic = new NewTraffic(captured, before.values(), walked);
    return traffic.isShown() ? Optional.of(outcome(walked, traffic)) : Optional.empty();
  }

  private Outcome outcome(Map<Flow, Walker.Result> walked, NewTraffic traffic) {
    Set<String> fixed = new TreeSet<>();
    Set<String> broken = new TreeSet<>();
    Set<String> left = new TreeSet<>(failed);
    List<Walk> walks = walked.values().stream().map(Walker.Result::walk).toList();
    for (Walk after : walks.stream().filter(Walk::probe).toList()) {
      Walk old = before.get(after.flow());
      if (old == null) {
        continue;
      }
      // What the model delivered all along and failed all the same is not mended by it, unless
      // it is known to have failed by what it now does without.
      boolean wasLost = !old.delivered() || traffic.avoids(old, after);
      if (failed.contains(after.flow()) && after.delivered() && wasLost) {
        fixed.add(after.flow());
        left.remove(after.flow());
      } else if (!failed.contains(after.flow()) && after.lost() && old.delivered()) {
        broken.add(after.flow());
      }
    }
    return new Outcome(fixed, left, broken, unprobed(walks));
  }

  private Unprobed unprobed(List<Walk> walks) {
    int walked = 0;
    int mended = 0;
    Set<String> broken = new TreeSet<>();
    for (Walk after : walks) {
      Walk old = before.get(after.flow());
      if (after.probe() || old == null) {
        continue;
      }
      walked++;
      if (after.delivered() && !old.delivered()) {
        mended++;
      } else if (after.lost() && old.delivered()) {
        broken.add(after.fromNode() + " \u2192 " + after.toNode());
      }
    }
    return new Unprobed(walked, mended, broken);
  }
}
