package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.LayerTwo;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether the ends of the overlay share a layer 2. */
final class LayerTwos {
  private static final Set<Class<? extends Fact>> TYPES =
      Set.of(
          FdbEntry.class,
          InterfaceAddress.class,
          KubeNode.class,
          Link.class,
          Neighbor.class,
          Route.class);

  private final NodeFacts facts;
  private final Map<String, TunnelEnd> ends;

  /** The underlay address of each node, collected or not. */
  private final Map<String, Ip> addresses = new TreeMap<>();

  private LayerTwos(NodeFacts facts, Map<String, TunnelEnd> ends) {
    this.facts = facts;
    this.ends = ends;
    for (KubeNode node : facts.all(KubeNode.class)) {
      node.addresses().stream()
          .flatMap(address -> Ip.parse(address).stream())
          .filter(address -> address.version() == 4)
          .findFirst()
          .ifPresent(address -> addresses.put(node.name(), address));
    }
    ends.forEach((node, end) -> addresses.put(node, end.underlay()));
  }

  /** Empty where there is no overlay, a single node, or a node whose routes are not known. */
  static Optional<LayerTwo> of(Collection<? extends Fact> captured, Places places) {
    NodeFacts facts = new NodeFacts(captured, TYPES);
    return new LayerTwos(facts, TunnelEnds.of(facts, places)).judge();
  }

  private Optional<LayerTwo> judge() {
    Source proof = Source.NONE;
    if (addresses.size() < 2 || ends.isEmpty()) {
      return Optional.empty();
    }
    List<String> nodes = List.copyOf(addresses.keySet());
    for (TunnelEnd end : ends.values()) {
      for (Map.Entry<String, Ip> peer : addresses.entrySet()) {
        if (peer.getKey().equals(end.node())) {
          continue;
        }
        Optional<Route> route = route(end.node(), peer.getValue());
        if (route.isEmpty()) {
          return Optional.empty();
        }
        proof = proof.equals(Source.NONE) ? route.get().source() : proof;
        if (route.get().gateway().isPresent() || answersForAnother(end, peer)) {
          return Optional.of(new LayerTwo(route.get().source(), false, nodes, end.node()));
        }
      }
    }
    return Optional.of(new LayerTwo(proof, true, nodes, ""));
  }

  /** Longest prefix first, then the lowest metric. */
  private Optional<Route> route(String node, Ip address) {
    return facts.on(node, Route.class).stream()
        .filter(route -> route.table().equals("main") && route.type().equals("unicast"))
        .filter(route -> route.destination().contains(address))
        .max(
            Comparator.comparingInt((Route route) -> route.destination().prefix())
                .thenComparing(Route::metric, Comparator.reverseOrder()));
  }

  /** A router that answers ARP for the peer (proxy ARP) has another MAC address than the peer. */
  private boolean answersForAnother(TunnelEnd end, Map.Entry<String, Ip> peer) {
    Optional<String> own =
        Optional.ofNullable(ends.get(peer.getKey()))
            .flatMap(
                other ->
                    facts.on(other.node(), Link.class).stream()
                        .filter(link -> link.name().equals(other.underlayDevice()))
                        .map(Link::mac)
                        .findFirst())
            .filter(mac -> !mac.isEmpty());
    return own.isPresent()
        && facts.on(end.node(), Neighbor.class).stream()
            .filter(entry -> entry.address().equals(peer.getValue()) && !entry.mac().isEmpty())
            .anyMatch(entry -> !entry.mac().equalsIgnoreCase(own.get()));
  }
}
