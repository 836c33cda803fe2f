package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.network.InterfaceAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which node an address belongs to: by the node's own addresses, its podCIDR, or the pods on it.
 */
public final class Places {
  private final Map<Ip, String> byAddress = new LinkedHashMap<>();
  private final Map<Cidr, String> byPodCidr = new LinkedHashMap<>();
  private final Set<String> collected = new TreeSet<>();

  private Places() {}

  /** What these facts say of the cluster's addresses. */
  public static Places of(Collection<? extends Fact> facts) {
    Places places = new Places();
    Set<Ip> shared = new TreeSet<>();
    for (Fact fact : facts) {
      String node = fact.source().node();
      places.collected.add(node);
      if (fact instanceof InterfaceAddress address && !address.scope().equals("host")) {
        String other = places.byAddress.putIfAbsent(address.address().address(), node);
        if (other != null && !other.equals(node)) {
          shared.add(address.address().address());
        }
      } else if (fact instanceof HostSetting setting && setting.key().equals("FLANNEL_SUBNET")) {
        Cidr.parse(setting.value())
            .ifPresent(cidr -> places.byPodCidr.putIfAbsent(network(cidr), node));
      }
    }
    places.collected.remove("");
    // Each node with Docker has the same docker0: such an address belongs to nobody.
    places.byAddress.keySet().removeAll(shared);
    for (Fact fact : facts) {
      if (fact instanceof KubeNode node) {
        node.addresses()
            .forEach(
                a -> Ip.parse(a).ifPresent(ip -> places.byAddress.putIfAbsent(ip, node.name())));
        node.podCidrs().forEach(cidr -> places.byPodCidr.putIfAbsent(network(cidr), node.name()));
      }
    }
    for (Fact fact : facts) {
      if (fact instanceof KubePod pod && !pod.hostNetwork() && !pod.nodeName().isEmpty()) {
        Ip.parse(pod.ip()).ifPresent(ip -> places.byAddress.putIfAbsent(ip, pod.nodeName()));
      }
    }
    places.bridges(facts);
    return places;
  }

  /** Where nothing else tells a node's pod network, its bridge does. */
  private void bridges(Collection<? extends Fact> facts) {
    for (Fact fact : facts) {
      if (fact instanceof InterfaceAddress own && own.device().equals("cni0")) {
        String node = own.source().node();
        if (own.address().address().version() == 4 && !byPodCidr.containsValue(node)) {
          byPodCidr.putIfAbsent(network(own.address()), node);
        }
      }
    }
  }

  private static Cidr network(Cidr cidr) {
    return cidr.address().version() == 4 ? new Cidr(cidr.nth(0), cidr.prefix()) : cidr;
  }

  /** The node that has the address, or whose podCIDR it lies in. */
  public Optional<String> nodeOf(Ip address) {
    String node = byAddress.get(address);
    return node != null
        ? Optional.of(node)
        : byPodCidr.entrySet().stream()
            .filter(entry -> entry.getKey().contains(address))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  /** The podCIDR of a node. */
  public Optional<Cidr> podCidr(String node) {
    return byPodCidr.entrySet().stream()
        .filter(entry -> entry.getValue().equals(node))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The nodes that the snapshot has captures of, sorted. */
  public Set<String> collected() {
    return collected;
  }
}
