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
import io.coldtrace.facts.derived.Walk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
  private record Suspicion(Probe probe, Flow flow, Set<Assumption> suspects) {}

  /**
   * An assumption that holds. A pod may take packets of one sender and not of another: of its
   * namespace it is shown for that sender alone.
   *
   * @param fromNode empty if it holds for all
   */
  private record Shown(Assumption assumption, String fromNode, Optional<Ip> fromPod) {
    static Shown by(Assumption assumption, Flow flow) {
      return assumption.kind() == Assumption.Kind.POD
          ? new Shown(assumption, flow.fromNode(), flow.fromPod())
          : new Shown(assumption, "", Optional.empty());
    }
  }

  /** What holds, with the largest packet that has shown it. */
  private final Map<Shown, Integer> upheld = new HashMap<>();

  /** From which node to which another datagram came through than VXLAN's. */
  private final Set<List<String>> datagrams = new HashSet<>();

  /** VXLAN packets that do not arrive, where others to the same port do. */
  private final Set<Assumption> judgedByContent = new HashSet<>();

  private final Map<Assumption, List<Disproof>> disproved = new LinkedHashMap<>();
  private final List<Suspicion> suspicions = new ArrayList<>();
  private final Map<Way, Probe> failed = new LinkedHashMap<>();

  /**
   * What speaks against an assumption.
   *
   * @param probe the failed probe; empty if it is a capture
   */
  private record Disproof(String probe, Source source, String text) {}

  private Evidence() {}

  /** The evidence among these facts, whose model the walker walks. */
  public static Evidence of(Collection<? extends Fact> captured, Walker walker) {
    Places places = Places.of(captured);
    List<Fact> facts = Probes.joined(captured, places);
    List<Flow> probed = FlowPlan.of(facts, places).stream().filter(Flow::probe).toList();
    return of(
        Facts.only(facts, Probe.class), VxlanDeliveries.of(facts, places), walker.walk(probed));
  }

  /** That of these probes and captures, whose flows were walked. */
  static Evidence of(
      Collection<Probe> probes,
      Collection<VxlanDelivery> deliveries,
      Map<Flow, Walker.Result> walked) {
    Evidence evidence = new Evidence();
    evidence.captures(deliveries);
    Map<String, Probe> byId = new LinkedHashMap<>();
    probes.forEach(probe -> byId.putIfAbsent(probe.id(), probe));
    walked.forEach(
        (flow, result) -> {
          if (flow.probe() && result.walk().delivered()) {
            evidence.probe(byId.get(flow.id()), flow, result);
          }
        });
    evidence.conclude();
    return evidence;
  }

  private void captures(Collection<VxlanDelivery> deliveries) {
    for (VxlanDelivery seen : deliveries) {
      boolean tunneled = seen.port() > 0;
      Assumption carried =
          tunneled
              ? Assumption.underlay(seen.from(), seen.to(), seen.port())
              : Assumption.underlayOfPods(seen.from(), seen.to(), seen.fromPod(), seen.toPod());
      if (seen.arrived() > 0) {
        upheld.merge(new Shown(carried, "", Optional.empty()), Flow.SMALL, Math::max);
      } else if (seen.arrived() == 0 && seen.sent() > 0) {
        String what = tunneled ? " VXLAN packets" : " packets of pods";
        String text = seen.sent() + what + " left for " + seen.to() + ", none arrived";
        if (!seen.strangers().isEmpty()) {
          judgedByContent.add(carried);
        }
        disprove(carried, new Disproof("", seen.source(), text));
      }
    }
  }

  private void probe(Probe probe, Flow flow, Walker.Result result) {
    if (probe.ok() && result.branches().isEmpty()) {
      result
          .assumptions()
          .forEach(each -> upheld.merge(Shown.by(each, flow), flow.size(), Math::max));
      if (flow.refusalAnswers()) {
        result.assumptions().stream()
            .filter(each -> each.kind() == Assumption.Kind.UNDERLAY)
            .forEach(each -> datagrams.add(List.of(each.from(), each.to())));
      }
    } else if (probe.failed() && !probe.result().equals("name-error")) {
      failed.putIfAbsent(Way.of(flow), probe);
      // Of a service it is not known which endpoint was asked.
      if (result.branches().isEmpty()) {
        suspicions.add(new Suspicion(probe, flow, new HashSet<>(result.assumptions())));
      }
    }
  }

  /** What a passed probe rested on holds; a failed one disproves what is left, if that is one. */
  private void conclude() {
    disproved.keySet().removeIf(a -> upheld.containsKey(new Shown(a, "", Optional.empty())));
    for (Suspicion suspicion : suspicions) {
      suspicion.suspects().removeIf(each -> holds(each, suspicion.flow()));
      if (suspicion.suspects().size() == 1) {
        Probe probe = suspicion.probe();
        disprove(
            suspicion.suspects().iterator().next(),
            new Disproof(probe.id(), probe.source(), words(probe)));
      }
    }
  }

  private void disprove(Assumption assumption, Disproof disproof) {
    disproved.computeIfAbsent(assumption, unused -> new ArrayList<>()).add(disproof);
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
    Optional<Loss> disproof = disproof(flow, result, "");
    if (disproof.isPresent()) {
      return disproof;
    }
    Optional<Probe> same = Optional.ofNullable(failed.get(Way.of(flow)));
    return same.or(() -> relying(unproved(flow, result)))
        .map(
            probe ->
                Loss.asProbed(
                    probe.targetNode().isEmpty() ? probe.node() : probe.targetNode(),
                    probe.source(),
                    words(probe)));
  }

  /** A probe's walk in the light of all evidence but the probe itself. */
  Walker.Result predict(Flow flow, Walker.Result result) {
    return result.settled(
        flow,
        branch -> branch.walk().delivered() ? disproof(flow, branch, flow.id()) : Optional.empty());
  }

  /** What disproves an assumption of the walk, beside a probe. */
  private Optional<Loss> disproof(Flow flow, Walker.Result result, String beside) {
    for (Assumption assumption : unproved(flow, result)) {

      for (Disproof disproof : disproved.getOrDefault(assumption, List.of())) {
        if (beside.isEmpty() || !disproof.probe().equals(beside)) {
          return Optional.of(
              Loss.disproved(assumption, disproof.source(), disproof.text() + against(assumption)));
        }
      }
    }
    return Optional.empty();
  }

  /** What the walk takes for granted and no probe that passed, and no capture, has shown. */
  Set<Assumption> unproved(Flow flow, Walker.Result result) {
    Set<Assumption> left = new LinkedHashSet<>(result.assumptions());
    left.removeIf(each -> holds(each, flow));
    return left;
  }

  private boolean holds(Assumption assumption, Flow flow) {
    return upheld.getOrDefault(Shown.by(assumption, flow), -1) >= flow.size();
  }

  /** Whether the walk rests on something that does not hold. */
  public boolean speaksAgainst(Walk walk) {
    return disproved.keySet().stream().map(Assumption::text).anyMatch(walk.assumes()::contains);
  }

  /**
   * Whether the underlay is known to carry what a flow would be, which is not what it carries now.
   * That UDP passes is shown by a datagram to another port, unless somebody looks at what is in it;
   * that packets of pods do is shown by such packets alone.
   */
  public boolean shows(Assumption carried, Flow flow) {
    if (holds(carried, flow)) {
      return true;
    }
    Assumption any = Assumption.underlay(carried.from(), carried.to());
    boolean asLarge = flow.size() <= Flow.SMALL || holds(any, flow);
    boolean byContent =
        judgedByContent.stream()
            .anyMatch(a -> a.from().equals(carried.from()) && a.to().equals(carried.to()));
    return carried.kind() == Assumption.Kind.UNDERLAY
        && carried.detail().startsWith("UDP port")
        && datagrams.contains(List.of(carried.from(), carried.to()))
        && asLarge
        && !byContent;
  }

  private static String against(Assumption assumption) {
    return "; against the assumption that " + assumption.text();
  }

  /** A failed probe all of whose suspects this walk rests on as well. */
  private Optional<Probe> relying(Set<Assumption> unproved) {
    return suspicions.stream()
        .filter(each -> !each.suspects().isEmpty())
        .filter(each -> unproved.containsAll(each.suspects()))
        .map(Suspicion::probe)
        .findFirst();
  }
}
