package io.coldtrace.dataplane.host;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.InPod;
import io.coldtrace.facts.kubernetes.KubePod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pods of the pod network, from Kubernetes' own objects and from what was read inside them. */
final class Pods {
  private Pods() {}

  static List<Pod> of(Collection<? extends Fact> facts) {
    Map<Ip, Host> inside = inside(facts);
    Map<Ip, Pod> pods = new LinkedHashMap<>();
    for (Fact fact : facts) {
      if (fact instanceof KubePod pod && !pod.hostNetwork()) {
        Ip.parse(pod.ip()).ifPresent(ip -> pods.merge(ip, pod(pod, ip, inside), Pods::living));
      }
    }
    inside.forEach(
        (ip, host) ->
            pods.computeIfAbsent(
                ip,
                address ->
                    new Pod(
                        address.getText(),
                        address,
                        host.name(),
                        Source.NONE,
                        "",
                        List.of(),
                        Optional.of(host))));
    return List.copyOf(pods.values());
  }

  private static Pod pod(KubePod pod, Ip address, Map<Ip, Host> inside) {
    return new Pod(
        pod.namespace() + "/" + pod.name(),
        address,
        pod.nodeName(),
        pod.source(),
        pod.phase(),
        pod.containers(),
        Optional.ofNullable(inside.get(address)));
  }

  /** The address of a pod that is gone may be another's by now. */
  private static Pod living(Pod one, Pod other) {
    return one.gone() ? other : one;
  }

  /** The network namespaces that were looked into, one a node. */
  private static Map<Ip, Host> inside(Collection<? extends Fact> facts) {
    Map<String, List<Fact>> read = new LinkedHashMap<>();
    Set<String> looked = new HashSet<>();
    Map<String, Ip> addresses = new LinkedHashMap<>();
    for (Fact fact : facts) {
      String node = fact.source().node();
      if (fact instanceof InPod pod) {
        looked.add(node);
        read.computeIfAbsent(node, unused -> new ArrayList<>()).add(pod.fact());
      } else if (fact instanceof CapturedFile) {
        read.computeIfAbsent(node, unused -> new ArrayList<>()).add(fact);
      } else if (fact instanceof CollectorRun run) {
        Ip.parse(run.about().getOrDefault("pod-address", ""))
            .ifPresent(address -> addresses.put(node, address));
      }
    }
    Map<Ip, Host> inside = new LinkedHashMap<>();
    addresses.forEach(
        (node, address) -> {
          if (looked.contains(node)) {
            inside.put(address, Host.inside(node, read.get(node)));
          }
        });
    return inside;
  }
}
