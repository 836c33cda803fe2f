package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ends of flannel's overlay on the nodes that were collected. */
final class TunnelEnds {

  static final Pattern VTEP_MAC = Pattern.compile("\"VtepMAC\"\\s*:\\s*\"([0-9a-fA-F:]+)\"");

  private final NodeFacts facts;
  private final Places places;

  private TunnelEnds(NodeFacts facts, Places places) {
    this.facts = facts;
    this.places = places;
  }

  /** By node; empty where no node has a VXLAN device of flannel's. */
  static Map<String, TunnelEnd> of(NodeFacts facts, Places places) {
    TunnelEnds ends = new TunnelEnds(facts, places);
    Map<String, TunnelEnd> all = new TreeMap<>();
    if (facts.all(Link.class).stream().anyMatch(TunnelEnds::isFlannels)) {
      places.collected().forEach(node -> ends.end(node).ifPresent(end -> all.put(node, end)));
    }
    return all;
  }

  static boolean isFlannels(Link link) {
    return link.vxlan().isPresent() && link.name().startsWith("flannel");
  }

  /** What most say; of equally many the first in order. */
  static <T extends Comparable<T>> Optional<T> mostCommon(Collection<T> said) {
    return said.stream()
        .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .max(
            Map.Entry.<T, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey);
  }

  private Optional<TunnelEnd> end(String node) {
    boolean linksKnown =
        facts.on(node, Link.class).stream().anyMatch(link -> !link.kind().isEmpty());
    Optional<Cidr> podCidr = places.podCidr(node);
    if (!linksKnown || podCidr.isEmpty() || podCidr.get().address().version() != 4) {
      return Optional.empty();
    }
    Optional<Link> link =
        facts.on(node, Link.class).stream().filter(TunnelEnds::isFlannels).findFirst();
    Ip tunnel = podCidr.get().nth(0);
    Optional<Ip> underlay = underlay(node, link, tunnel);
    Optional<String> mac = mac(node, link, tunnel);
    if (underlay.isEmpty() || mac.isEmpty()) {
      return Optional.empty();
    }
    String underlayDevice =
        facts.on(node, InterfaceAddress.class).stream()
            .filter(address -> address.address().address().equals(underlay.get()))
            .map(InterfaceAddress::device)
            .findFirst()
            .orElse("");
    return Optional.of(
        new TunnelEnd(
            node, link, podCidr.get(), tunnel, underlay.get(), underlayDevice, mac.get()));
  }

  private Optional<Ip> underlay(String node, Optional<Link> link, Ip tunnel) {
    return link.flatMap(Link::vxlan)
        .flatMap(vxlan -> Ip.parse(vxlan.local()))
        .or(() -> annotation(node, "public-ip").flatMap(Ip::parse))
        .or(() -> mostCommon(announced(node, tunnel).stream().flatMap(m -> sentTo(m)).toList()));
  }

  /** Where the peers' FDBs send packets for a MAC address. */
  private Stream<Ip> sentTo(String mac) {
    return facts.all(FdbEntry.class).stream()
        .filter(entry -> entry.mac().equalsIgnoreCase(mac) && !entry.destination().isEmpty())
        .flatMap(entry -> Ip.parse(entry.destination()).stream());
  }

  /** flannel's annotation; else what all peers hold for it, if they are many; else its own. */
  private Optional<String> mac(String node, Optional<Link> link, Ip tunnel) {
    List<String> announced = announced(node, tunnel);
    boolean agreed = announced.size() > 1 && announced.stream().distinct().count() == 1;
    return annotation(node, "backend-data")
        .map(VTEP_MAC::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
        .or(() -> agreed || link.isEmpty() ? mostCommon(announced) : Optional.empty())
        .or(() -> link.map(own -> own.mac().toLowerCase(Locale.ROOT)))
        .filter(mac -> !mac.isEmpty());
  }

  /** The MAC addresses that other nodes hold for a tunnel address. */
  private List<String> announced(String node, Ip tunnel) {
    List<String> macs = new ArrayList<>();
    for (Neighbor entry : facts.all(Neighbor.class)) {
      if (!entry.source().node().equals(node)
          && entry.address().equals(tunnel)
          && entry.device().startsWith("flannel")
          && !entry.mac().isEmpty()) {
        macs.add(entry.mac().toLowerCase(Locale.ROOT));
      }
    }
    return macs;
  }

  private Optional<String> annotation(String node, String key) {
    return facts.all(KubeNode.class).stream()
        .filter(object -> object.name().equals(node))
        .flatMap(
            object ->
                Optional.ofNullable(object.annotations().get(NodeBackends.ANNOTATION + key))
                    .stream())
        .findFirst();
  }
}
