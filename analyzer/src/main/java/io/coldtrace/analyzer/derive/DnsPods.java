package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.DnsPod;
import io.coldtrace.facts.kubernetes.KubeContainer;
import io.coldtrace.facts.kubernetes.KubePod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The pods of the cluster's DNS, their state, and the probes that this state explains. */
final class DnsPods {
  private static final Set<String> APPS = Set.of("kube-dns", "coredns");

  private DnsPods() {}

  static List<DnsPod> of(Collection<? extends Fact> facts) {
    List<Probe> probes = Facts.only(facts, Probe.class);
    List<KubePod> pods =
        Stream.concat(Facts.only(facts, KubePod.class).stream(), ListedPods.of(facts).stream())
            .filter(DnsPods::isDns)
            .toList();
    boolean noneServes = !pods.isEmpty() && pods.stream().noneMatch(KubePod::ready);
    List<DnsPod> result = new ArrayList<>();
    pods.forEach(pod -> result.add(dnsPod(pod, probes, noneServes)));
    return result;
  }

  private static boolean isDns(KubePod pod) {
    return APPS.contains(pod.labels().getOrDefault("k8s-app", ""))
        || APPS.contains(pod.labels().getOrDefault("app.kubernetes.io/name", ""));
  }

  private static DnsPod dnsPod(KubePod pod, List<Probe> probes, boolean noneServes) {
    Optional<KubeContainer> sick =
        pod.containers().stream().filter(container -> !container.ready()).findFirst();
    TreeSet<String> failed = new TreeSet<>();
    for (Probe probe : probes) {
      boolean own = probe.address().equals(pod.ip()) && !probe.question().equals("ping-pod");
      boolean service = noneServes && probe.question().equals("dns-service");
      if (!pod.ready() && probe.failed() && (own || service)) {
        failed.add(probe.id());
      }
    }
    Source source = sick.map(KubeContainer::source).orElse(pod.source());
    return new DnsPod(
        source,
        pod.nodeName(),
        pod.namespace() + "/" + pod.name(),
        pod.ip(),
        pod.ready(),
        sick.map(KubeContainer::restartCount).orElse(0),
        sick.map(KubeContainer::reason).orElse(""),
        sick.map(KubeContainer::lastReason).orElse(""),
        List.copyOf(failed));
  }
}
