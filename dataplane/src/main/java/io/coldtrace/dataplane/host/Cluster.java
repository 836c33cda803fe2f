package io.coldtrace.dataplane.host;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.network.InterfaceAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The hosts of a snapshot, found by name or address. */
public final class Cluster {
  private final Map<String, Host> hosts = new LinkedHashMap<>();
  private final Map<Ip, Host> byAddress = new LinkedHashMap<>();

  private final Map<String, Optional<Host>> tunnels = new ConcurrentHashMap<>();
  private final Map<Ip, Optional<Host>> homes = new ConcurrentHashMap<>();
  private final Map<Ip, Pod> pods = new LinkedHashMap<>();

  private Cluster(Collection<Host> hosts, Collection<Pod> pods) {
    pods.forEach(pod -> this.pods.putIfAbsent(pod.address(), pod));
    Set<Ip> shared = new HashSet<>();
    for (Host host : hosts) {
      this.hosts.put(host.name(), host);
      for (InterfaceAddress address : host.addresses()) {
        Host other = byAddress.putIfAbsent(address.address().address(), host);
        if (address.scope().equals("host") || (other != null && !other.equals(host))) {
          shared.add(address.address().address());
        }
      }
    }
    // Every node has a loopback, and each with Docker the same docker0: such an address finds
    // nobody.
    byAddress.keySet().removeAll(shared);
  }

  /** A cluster of these hosts. */
  public static Cluster of(Collection<Host> hosts) {
    return new Cluster(hosts, List.of());
  }

  /** The cluster that the facts describe, a host a node. */
  public static Cluster ofFacts(Collection<? extends Fact> facts) {
    Map<String, List<Fact>> byNode =
        facts.stream()
            .collect(
                Collectors.groupingBy(
                    fact -> fact.source().node(), LinkedHashMap::new, Collectors.toList()));
    byNode.remove("");
    return new Cluster(
        byNode.entrySet().parallelStream().map(e -> Host.of(e.getKey(), e.getValue())).toList(),
        Pods.of(facts));
  }

  public Collection<Host> hosts() {
    return hosts.values();
  }

  public Optional<Host> host(String name) {
    return Optional.ofNullable(hosts.get(name));
  }

  /** The host that has the address on one of its interfaces. */
  public Optional<Host> hostWith(Ip address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  /** The pod of the pod network that has the address. */
  public Optional<Pod> pod(Ip address) {
    return Optional.ofNullable(pods.get(address));
  }

  /** The only host whose tunnel device has the MAC address. */
  public Optional<Host> hostWithTunnel(String mac) {
    return tunnels.computeIfAbsent(mac, this::findTunnel);
  }

  private Optional<Host> findTunnel(String mac) {
    return only(
        hosts.values().stream()
            .filter(host -> host.tunnels().anyMatch(link -> link.mac().equalsIgnoreCase(mac)))
            .toList());
  }

  /** The host in whose pod network the address is: of several that hold it the smallest. */
  public Optional<Host> hostOfPod(Ip address) {
    return homes.computeIfAbsent(address, this::findHome);
  }

  private Optional<Host> findHome(Ip address) {
    int longest =
        hosts.values().stream()
            .flatMap(host -> host.podNetwork(address).stream())
            .mapToInt(Cidr::prefix)
            .max()
            .orElse(-1);
    return only(
        hosts.values().stream()
            .filter(host -> host.podNetwork(address).filter(c -> c.prefix() == longest).isPresent())
            .toList());
  }

  private static Optional<Host> only(List<Host> found) {
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
