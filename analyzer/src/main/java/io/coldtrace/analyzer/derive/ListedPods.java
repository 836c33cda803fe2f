package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.kubernetes.KubeContainer;
import io.coldtrace.facts.kubernetes.KubeListed;
import io.coldtrace.facts.kubernetes.KubePod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pods of which only a table for people tells, as their objects would, as far as the table goes.
 *
 * <pre>
 * NAMESPACE    NAME                      READY  STATUS            RESTARTS     AGE  IP          NODE
 * kube-system  coredns-5d78c9869d-abcde  0/1    CrashLoopBackOff  12 (2m ago)  40m  10.244.1.2  node-2
 * </pre>
 */
final class ListedPods {
  private static final Pattern READY = Pattern.compile("(?<ready>[0-9]{1,3})/(?<all>[0-9]{1,3})");
  private static final Pattern RESTARTS = Pattern.compile("(?<count>[0-9]{1,9})(?: .*)?");
  private static final Pattern DNS = Pattern.compile("(?:coredns|kube-dns)-.*");

  /** These are on their way out, or have done their work. */
  private static final Set<String> OVER =
      Set.of("Completed", "Succeeded", "Terminating", "Evicted");

  private ListedPods() {}

  static List<KubePod> of(Collection<? extends Fact> facts) {
    Set<String> known = new HashSet<>();
    Facts.only(facts, KubePod.class).forEach(pod -> known.add(pod.name()));
    List<KubePod> pods = new ArrayList<>();
    for (KubeListed row : Facts.only(facts, KubeListed.class)) {
      Matcher ready = READY.matcher(row.columns().getOrDefault("READY", ""));
      String status = row.columns().getOrDefault("STATUS", "");
      if (row.kind().equals("Pod")
          && ready.matches()
          && !OVER.contains(status)
          && known.add(row.name())) {
        pods.add(pod(row, ready.group("ready").equals(ready.group("all")), status));
      }
    }
    return pods;
  }

  private static KubePod pod(KubeListed row, boolean ready, String status) {
    boolean runs = status.equals("Running");
    Matcher restarts = RESTARTS.matcher(row.columns().getOrDefault("RESTARTS", ""));
    KubeContainer container =
        new KubeContainer(
            row.source(),
            "",
            "",
            ready,
            restarts.matches() ? Integer.parseInt(restarts.group("count")) : 0,
            runs ? "running" : "waiting",
            runs ? "" : status,
            "",
            -1,
            List.of(),
            List.of());
    return new KubePod(
        row.source(),
        row.namespace(),
        row.name(),
        cell(row, "NODE"),
        cell(row, "IP"),
        false,
        runs ? "Running" : "Pending",
        ready,
        DNS.matcher(row.name()).matches() ? Map.of("k8s-app", "kube-dns") : Map.of(),
        "",
        0,
        List.of(container));
  }

  private static String cell(KubeListed row, String title) {
    String cell = row.columns().getOrDefault(title, "");
    return cell.equals("<none>") ? "" : cell;
  }
}
