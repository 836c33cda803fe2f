package io.coldtrace.analyzer.remedy;

import io.coldtrace.analyzer.derive.Evidence;
import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Assumption;
import io.coldtrace.dataplane.walk.Assumption.Kind;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.Walk;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the underlay has to carry after a remedy and did not before: VXLAN on another port, packets
 * of pods without a tunnel. That it does is not taken for granted, as what it carries now is: a
 * remedy that leads around a filter is only as good as what is known of the other way.
 */
final class NewTraffic {
  private final Map<Flow, Walker.Result> after;
  private final Set<String> sorts;
  private final Optional<Evidence> evidence;

  /**
   * The difference between two models.
   *
   * @param captured the facts of the first, whose probes and captures are the evidence
   */
  NewTraffic(List<Fact> captured, Collection<Walk> before, Map<Flow, Walker.Result> after) {
    this.after = after;
    Set<String> known =
        before.stream().flatMap(walk -> walk.assumes().stream()).collect(Collectors.toSet());
    sorts = new TreeSet<>();
    after.values().stream()
        .flatMap(result -> result.assumptions().stream())
        .filter(each -> each.kind() == Kind.UNDERLAY && !known.contains(each.text()))
        .map(Assumption::detail)
        .filter(detail -> !detail.isEmpty())
        .forEach(sorts::add);
    // Some other pair of nodes may exchange packets of the sort already.
    sorts.removeIf(
        sort ->
            known.stream().anyMatch(text -> text.contains("the underlay carries " + sort + " ")));
    evidence =
        sorts.isEmpty()
            ? Optional.empty()
            : Optional.of(Evidence.of(captured, new Walker(Cluster.ofFacts(captured))));
  }

  /** Whether all of it is known to be carried; true if there is none. */
  boolean isShown() {
    return after.entrySet().stream()
        .filter(each -> each.getValue().walk().delivered())
        .allMatch(each -> isShown(each.getKey(), each.getValue()));
  }

  private boolean isShown(Flow flow, Walker.Result result) {
    return evidence.isEmpty()
        || result.assumptions().stream()
            .filter(this::isNew)
            .allMatch(each -> evidence.get().shows(each, flow));
  }

  /** A node that was not collected changes with the others; on what port is not in the words. */
  private boolean isNew(Assumption assumption) {
    return assumption.kind() == Kind.UNDERLAY
        ? sorts.contains(assumption.detail())
        : assumption.kind() == Kind.OUTSIDE && assumption.detail().equals("VXLAN");
  }

  /** Whether a flow was lost by something outside the nodes that it does not meet any more. */
  boolean avoids(Walk before, Walk now) {
    return evidence.isPresent()
        && evidence.get().speaksAgainst(before)
        && !evidence.get().speaksAgainst(now);
  }
}
