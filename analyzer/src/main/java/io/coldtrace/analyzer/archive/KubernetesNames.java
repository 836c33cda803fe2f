package io.coldtrace.analyzer.archive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.network.InterfaceAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which captures are of which Kubernetes node: by the addresses of both. */
final class KubernetesNames {
  private KubernetesNames() {}

  /**
   * The captured nodes that Kubernetes knows by another name, with that name. An address that
   * several captures have (a virtual one) tells nothing.
   */
  static Map<String, String> of(Collection<? extends Fact> facts) {
    Map<String, Set<String>> captured = new TreeMap<>();
    List<KubeNode> nodes = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact instanceof InterfaceAddress address) {
        captured
            .computeIfAbsent(address.address().address().toString(), unused -> new TreeSet<>())
            .add(address.source().node());
      } else if (fact instanceof KubeNode node) {
        nodes.add(node);
      }
    }
    Map<String, String> names = new TreeMap<>();
    for (KubeNode node : nodes) {
      for (String address : node.addresses()) {
        Set<String> holders = captured.getOrDefault(address, Set.of());
        if (holders.size() == 1) {
          names.putIfAbsent(holders.iterator().next(), node.name());
        }
      }
    }
    names.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
    return names;
  }
}
