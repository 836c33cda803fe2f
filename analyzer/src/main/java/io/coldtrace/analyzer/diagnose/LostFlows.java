package io.coldtrace.analyzer.diagnose;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.BreaksFlows;
import io.coldtrace.facts.derived.PacketLoss;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.Finding;
import java.util.Set;
import java.util.TreeSet;

/**
 * The flows that the model loses by what a finding is about: one of its evidence lines decided, or
 * it judges the place of the loss, or the thing that is absent there.
 *
 * @param failed probes that failed indeed
 * @param passed probes that passed all the same
 * @param any whether it loses anything, probes or not
 */
record LostFlows(Set<String> failed, Set<String> passed, boolean any) {
  static LostFlows by(Finding finding, FactBase facts) {
    Set<String> failed = new TreeSet<>();
    Set<String> passed = new TreeSet<>();
    boolean any = false;
    for (PacketLoss loss : facts.all(PacketLoss.class)) {
      boolean decided =
          !loss.source().equals(Source.NONE) && finding.evidence().contains(loss.source());
      if (decided || finding.subjects().contains(loss)) {
        failed.addAll(loss.probes());
        passed.addAll(loss.passed());
        any |= loss.flows() > 0;
      }
    }
    Set<String> absent = new TreeSet<>();
    finding.subjects().stream()
        .filter(BreaksFlows.class::isInstance)
        .forEach(fact -> absent.addAll(((BreaksFlows) fact).flows()));
    for (Probe probe : facts.all(Probe.class)) {
      if (absent.contains(probe.id()) && probe.ok()) {
        passed.add(probe.id());
      } else if (absent.contains(probe.id()) && probe.failed()) {
        failed.add(probe.id());
      }
    }
    return new LostFlows(failed, passed, any || !absent.isEmpty());
  }
}
