package io.coldtrace.analyzer.derive;

import io.coldtrace.dataplane.walk.Step;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.Redirection;
import io.coldtrace.facts.netfilter.IptablesRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rules of destination NAT that nobody of the cluster wrote, and that failed probes ran into. */
final class Redirections {
  private Redirections() {}

  static List<Redirection> of(
      Collection<Walker.Result> results, Map<String, Probe> probes, RuleOwners owners) {
    Map<Source, List<Walker.Result>> byRule = new TreeMap<>();
    for (Walker.Result result : results) {
      Optional<Probe> probe = Optional.ofNullable(probes.get(result.walk().flow()));
      boolean failed = probe.map(Probe::failed).orElse(result.walk().lost());
      if (failed) {
        foreign(result, owners)
            .ifPresent(
                rule -> byRule.computeIfAbsent(rule, unused -> new ArrayList<>()).add(result));
      }
    }
    List<Redirection> found = new ArrayList<>();
    byRule.forEach((rule, walks) -> found.add(redirection(rule, walks, probes, owners)));
    return found;
  }

  /** The rule that sent the question elsewhere, if no proxy and no container runtime owns it. */
  private static Optional<Source> foreign(Walker.Result result, RuleOwners owners) {
    return result.steps().stream()
        .filter(step -> step.stage().equals("dnat") && step.direction().equals("request"))
        .map(Step::source)
        .filter(source -> !source.equals(Source.NONE))
        .filter(source -> owners.rule(source).map(RuleOwners::ofChain).orElse("-").isEmpty())
        .findFirst();
  }

  private static Redirection redirection(
      Source source, List<Walker.Result> walks, Map<String, Probe> probes, RuleOwners owners) {
    IptablesRule rule = owners.rule(source).orElseThrow();
    List<String> flows =
        walks.stream().filter(r -> r.loss().isPresent()).map(r -> r.walk().flow()).toList();
    return new Redirection(
        source,
        source.node(),
        rule.text(),
        RuleOwners.ofChain(rule),
        RuleOwners.program(source),
        RuleOwners.removal(rule),
        flows,
        walks.stream().map(r -> r.walk().flow()).filter(probes::containsKey).sorted().toList());
  }
}
