package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * By what backend each node carries pod traffic: as flannel announced it, else as its routes show
 * it.
 */
final class NodeBackends {
  static final String ANNOTATION = "flannel.alpha.coreos.com/";

  /**
   * A node's backend.
   *
   * @param source the line that says so
   * @param announced by flannel itself
   */
  record Backend(String node, String type, Source source, boolean announced) {}

  private final NodeFacts facts;
  private final Places places;

  private NodeBackends(NodeFacts facts, Places places) {
    this.facts = facts;
    this.places = places;
  }

  /** By node. */
  static Map<String, Backend> of(NodeFacts facts, Places places) {
    NodeBackends backends = new NodeBackends(facts, places);
    Map<String, Backend> all = new TreeMap<>();
    places
        .collected()
        .forEach(node -> backends.shown(node).ifPresent(shown -> all.put(node, shown)));
    for (KubeNode node : present(facts, places)) {
      said(node, "backend-type")
          .ifPresent(
              type ->
                  all.put(
                      node.name(),
                      new Backend(node.name(), type, line(node, "backend-type"), true)));
    }
    return all;
  }

  /**
   * The nodes' objects without those of machines that are gone: nobody heard of them for long, and
   * a machine that joined under another name has left its address and its MAC address with them.
   */
  static List<KubeNode> present(NodeFacts facts, Places places) {
    return facts.all(KubeNode.class).stream()
        .filter(node -> !node.ready().equals("Unknown") || places.collected().contains(node.name()))
        .toList();
  }

  /** What flannel's annotation of a node says. */
  static Optional<String> said(KubeNode node, String key) {
    return Optional.ofNullable(node.annotations().get(ANNOTATION + key))
        .filter(value -> !value.isEmpty());
  }

  static Source line(KubeNode node, String key) {
    return node.lines().getOrDefault(ANNOTATION + key, node.source());
  }

  /** A tunnel in use, or routes to other nodes' pods by way of the nodes' own addresses. */
  private Optional<Backend> shown(String node) {
    boolean tunnel =
        facts.on(node, Link.class).stream()
            .anyMatch(link -> link.vxlan().isPresent() && link.name().startsWith("flannel"));
    for (Route route : facts.on(node, Route.class)) {
      if (tunnel && route.device().startsWith("flannel") && route.gateway().isPresent()) {
        return Optional.of(new Backend(node, "vxlan", route.source(), false));
      }
      if (!tunnel && leadsToPods(node, route)) {
        return Optional.of(new Backend(node, "host-gw", route.source(), false));
      }
    }
    return Optional.empty();
  }

  private boolean leadsToPods(String node, Route route) {
    Optional<String> peer = route.gateway().flatMap(places::nodeOf);
    return peer.isPresent()
        && !peer.get().equals(node)
        && !route.device().startsWith("flannel")
        && places.podCidr(peer.get()).filter(route.destination()::equals).isPresent()
        && isOfTheNode(peer.get(), route.gateway().get());
  }

  private boolean isOfTheNode(String peer, Ip gateway) {
    return places.podCidr(peer).filter(cidr -> cidr.contains(gateway)).isEmpty();
  }
}
