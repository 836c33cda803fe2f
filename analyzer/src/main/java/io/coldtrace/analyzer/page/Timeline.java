package io.coldtrace.analyzer.page;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.kernel.ClockTracking;
import io.coldtrace.facts.kernel.SysctlFile;
import io.coldtrace.facts.kubernetes.KubeEvent;
import io.coldtrace.report.Evidence;
import io.coldtrace.report.TimelineEvent;
import io.coldtrace.rules.FactBase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What happened when: each node's own times, set right by how far its clock is off. */
final class Timeline {
  private static final int MOST_FILES = 20;
  private static final int MOST_EVENTS = 30;

  private final FactBase facts;
  private final List<TimelineEvent> events = new ArrayList<>();

  Timeline(FactBase facts) {
    this.facts = facts;
  }

  List<TimelineEvent> events() {
    files();
    kubernetes();
    facts.all(CollectorRun.class).forEach(run -> add(run.source(), run.started(), "capture", ""));
    probes();
    events.sort(
        Comparator.comparing(TimelineEvent::time)
            .thenComparing(TimelineEvent::node)
            .thenComparing(TimelineEvent::kind)
            .thenComparing(TimelineEvent::text));
    return events;
  }

  /** Administrators' files, the newest of them: what was changed last is looked at first. */
  private void files() {
    facts.all(SysctlFile.class).stream()
        .filter(file -> file.path().startsWith("/etc/") && file.owner().isEmpty())
        .sorted(Comparator.comparing(file -> -file.modified()))
        .limit(MOST_FILES)
        .forEach(file -> add(file.source(), file.modified(), "file", file.path()));
  }

  private void kubernetes() {
    facts.all(KubeEvent.class).stream()
        .filter(event -> event.type().equals("Warning"))
        .sorted(Comparator.comparing(event -> -event.lastSeen()))
        .limit(MOST_EVENTS)
        .forEach(
            event ->
                add(
                    event.source(),
                    event.lastSeen(),
                    "kubernetes",
                    event.object() + ": " + event.reason() + ": " + event.message()));
  }

  /** The first failure of each kind on each node. */
  private void probes() {
    Set<String> seen = new HashSet<>();
    for (Probe probe : facts.all(Probe.class)) {
      if (probe.failed() && seen.add(probe.node() + "/" + probe.kind())) {
        String text = probe.target() + " (" + probe.address() + ")";
        add(probe.node(), probe.source(), (long) probe.start(), "probe." + probe.kind(), text);
      }
    }
  }

  private void add(Source source, long seconds, String kind, String text) {
    add(source.node(), source, seconds, kind, text);
  }

  private void add(String node, Source source, long seconds, String kind, String text) {
    if (seconds <= 0) {
      return;
    }
    // Kubernetes' objects carry the time of its own machines.
    long shift = kind.equals("kubernetes") ? 0 : shiftMillis(node);
    Instant time = Instant.ofEpochMilli(seconds * 1000 + shift);
    Instant whole = Instant.ofEpochSecond(time.getEpochSecond());
    Evidence by = new Evidence(source.node(), source.file(), source.line(), "");
    events.add(new TimelineEvent(whole.toString(), node, shift, kind, text, Optional.of(by)));
  }

  /** A clock that is ahead of the time told too late a time. */
  private long shiftMillis(String node) {
    return facts.on(node, ClockTracking.class).stream()
        .map(clock -> Math.round(clock.offset() * -1000))
        .findFirst()
        .orElse(0L);
  }
}
