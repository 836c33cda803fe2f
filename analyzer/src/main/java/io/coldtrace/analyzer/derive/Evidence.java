package io.coldtrace.analyzer.derive;

import io.coldtrace.dataplane.walk.Assumption;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Loss;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.VxlanDelivery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What probes and captures say of the model's assumptions: a walk that rests on one that they
 * disprove is lost.
 */
public final class Evidence {
  /** Probes so close to each other that one kind of packet stands for all. */
  private record Way(String node, Optional<Ip> pod, Ip address, String port) {
    static Way of(Flow flow) {
      return new Way(
          flow.fromNode(), flow.fromPod(), flow.destination(), flow.protocol() + flow.port());
    }
  }

  /** A failed probe that the model delivers, and what it may have failed by. */
  private record Suspicion(Probe probe, Set<Assumption> suspects) {}

  private final Set<Assumption> upheld = new HashSet<>();
  private final Map<Assumption, Disproof> disproved = new LinkedHashMap<>();
  private final List<Suspicion> suspicions = new ArrayList<>();
  private final Map<Way, Probe> failed = new LinkedHashMap<>();

  private record Disproof(Source source, String text) {}

  private Evidence() {}

  /** The evidence among these facts, whose model the walker walks. */
  public static Evidence of(Collection<? extends Fact> captured, Walker walker) {
    Places places = Places.of(captured);
    List<Fact> facts = Probes.joined(captured, places);
    Evidence evidence = new Evidence();
    evidence.captures(VxlanDeliveries.of(facts, places));
    Map<String, Probe> probes = new LinkedHashMap<>();
    Facts.only(facts, Probe.class).forEach(probe -> probes.putIfAbsent(probe.id(), probe));
    List<Flow> flows = FlowPlan.of(facts, places).stream().filter(Flow::probe).toList();
    for (Flow flow : flows) {
      walker
          .walk(flow)
          .filter(result -> result.walk().delivered())
          .ifPresent(result -> evidence.probe(probes.get(flow.id()), flow, result));
    }
    evidence.conclude();
    return evidence;
  }

  private void captures(Collection<VxlanDelivery> deliveries) {
    for (VxlanDelivery seen : deliveries) {
      Assumption carried = Assumption.underlay(seen.from(), seen.to(), seen.port());
      if (seen.arrived() > 0) {
        upheld.add(carried);
      } else if (seen.arrived() == 0 && seen.sent() > 0) {
        String text = seen.sent() + " VXLAN packets left for " + seen.to() + ", none arrived";
        disproved.put(carried, new Disproof(seen.source(), text));
      }
    }
  }

  private void probe(Probe probe, Flow flow, Walker.Result result) {
    if (probe.ok() && result.branches().isEmpty()) {
      upheld.addAll(result.assumptions());
    } else if (probe.failed() && !probe.result().equals("name-error")) {
      failed.putIfAbsent(Way.of(flow), probe);
      // Of a service it is not known which endpoint was asked.
      if (result.branches().isEmpty()) {
        suspicions.add(new Suspicion(probe, new HashSet<>(result.assumptions())));
      }
    }
  }

  /** What a passed probe rested on holds; a failed one disproves what is left, if that is one. */
  private void conclude() {
    disproved.keySet().removeAll(upheld);
    for (Suspicion suspicion : suspicions) {
      suspicion.suspects().removeAll(upheld);
      if (suspicion.suspects().size() == 1) {
        Probe probe = suspicion.probe();
        disproved.putIfAbsent(
            suspicion.suspects().iterator().next(), new Disproof(probe.source(), words(probe)));
      }
    }
  }

  private static String words(Probe probe) {
    return "the probe " + probe.id() + " failed: " + probe.result();
  }

  /** The walk in the light of the evidence. */
  public Walker.Result settle(Flow flow, Walker.Result result) {
    return result.settled(flow, branch -> loss(flow, branch));
  }

  private Optional<Loss> loss(Flow flow, Walker.Result result) {
    if (!result.walk().delivered()) {
      return Optional.empty();
    }
    for (Assumption assumption : result.assumptions()) {
      Disproof disproof = disproved.get(assumption);
      if (disproof != null) {
        return Optional.of(
            Loss.disproved(assumption, disproof.source(), disproof.text() + against(assumption)));
      }
    }
    Optional<Probe> same = Optional.ofNullable(failed.get(Way.of(flow)));
    return same.or(() -> relying(result))
        .map(
            probe ->
                Loss.asProbed(
                    probe.targetNode().isEmpty() ? probe.node() : probe.targetNode(),
                    probe.source(),
                    words(probe)));
  }

  private static String against(Assumption assumption) {
    return "; against the assumption that " + assumption.text();
  }

  /** A failed probe all of whose suspects this walk rests on as well. */
  private Optional<Probe> relying(Walker.Result result) {
    return suspicions.stream()
        .filter(each -> !each.suspects().isEmpty())
        .filter(each -> result.assumptions().containsAll(each.suspects()))
        .map(Suspicion::probe)
        .findFirst();
  }
}
