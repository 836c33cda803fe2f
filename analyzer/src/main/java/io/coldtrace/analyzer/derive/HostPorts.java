package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.LostHostPorts;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.facts.kubernetes.KubeContainer;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.NftChain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Ports of the host that pods claim and for which no rule is left: the CNI plugin writes them when
 * a pod starts, and never again.
 */
final class HostPorts {
  /** Of the CNI plugin portmap; of kubelet with dockershim. */
  private static final Set<String> CHAINS = Set.of("CNI-HOSTPORT-DNAT", "KUBE-HOSTPORTS");

  private static final Set<String> TABLES = Set.of("cni_hostport");

  private HostPorts() {}

  static List<LostHostPorts> of(Collection<? extends Fact> facts) {
    Map<String, Source> proxied = new HashMap<>();
    Set<String> served = new HashSet<>();
    Map<String, List<KubePod>> claiming = new TreeMap<>();
    Map<String, List<Source>> restarts = new HashMap<>();
    for (Fact fact : facts) {
      String node = fact.source().node();
      if (fact instanceof IptablesChain chain && chain.table().equals("nat")) {
        if (CHAINS.contains(chain.name())) {
          served.add(node);
        } else if (chain.name().equals("KUBE-SERVICES")) {
          proxied.putIfAbsent(node, chain.source());
        }
      } else if (fact instanceof NftChain chain && TABLES.contains(chain.table())) {
        served.add(node);
      } else if (fact instanceof KubePod pod && claims(pod)) {
        claiming.computeIfAbsent(pod.nodeName(), unused -> new ArrayList<>()).add(pod);
      } else if (fact instanceof LogMessage message && message.id().equals("firewall-service")) {
        restarts.computeIfAbsent(node, unused -> new ArrayList<>()).add(message.source());
      }
    }
    List<LostHostPorts> lost = new ArrayList<>();
    claiming.forEach(
        (node, pods) -> {
          if (proxied.containsKey(node) && !served.contains(node)) {
            List<Source> signs = new ArrayList<>(pods.stream().map(KubePod::source).toList());
            signs.add(proxied.get(node));
            lost.add(
                new LostHostPorts(
                    signs.get(0),
                    node,
                    pods.stream().map(HostPorts::text).toList(),
                    signs,
                    restarts.getOrDefault(node, List.of())));
          }
        });
    return lost;
  }

  /** A pod of the host's network listens itself. */
  private static boolean claims(KubePod pod) {
    return !pod.hostNetwork()
        && pod.phase().equals("Running")
        && pod.containers().stream().anyMatch(container -> !container.hostPorts().isEmpty());
  }

  private static String text(KubePod pod) {
    List<String> ports =
        pod.containers().stream().map(KubeContainer::hostPorts).flatMap(List::stream).toList();
    return pod.namespace() + "/" + pod.name() + " " + String.join(", ", ports);
  }
}
