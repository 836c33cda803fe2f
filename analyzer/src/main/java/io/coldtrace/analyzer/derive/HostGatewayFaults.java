package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is wrong with the routes of flannel's host-gw backend: to the pods of each peer leads one by
 * the peer's own address.
 *
 * <pre>
 * 10.244.2.0/24 via 192.168.56.13 dev eth0
 * </pre>
 */
final class HostGatewayFaults {
  private static final Set<String> NO_WAY = Set.of("no-route", "misrouted", "neighbor-unresolved");
  private static final Set<String> REFUSED =
      Set.of("blackhole-route", "unreachable-route", "prohibit-route");

  private final NodeFacts facts;
  private final Places places;
  private final OverlayClaims claims;
  private final Map<String, Ip> gateways = new TreeMap<>();
  private final List<OverlayFault> faults = new ArrayList<>();

  private HostGatewayFaults(NodeFacts facts, Places places, OverlayClaims claims) {
    this.facts = facts;
    this.places = places;
    this.claims = claims;
  }

  /** Empty where a node has a tunnel of flannel's, or no node reaches a peer's pods in this way. */
  static List<OverlayFault> of(NodeFacts facts, Places places, OverlayClaims claims) {
    HostGatewayFaults found = new HostGatewayFaults(facts, places, claims);
    if (facts.all(Link.class).stream().noneMatch(TunnelEnds::isFlannels)) {
      places.collected().forEach(found::findGateway);
      places.collected().forEach(found::judge);
    }
    return found.faults;
  }

  /** The node's address by which its peers reach its pods. */
  private void findGateway(String node) {
    Optional<Cidr> pods = podCidr(node);
    List<Ip> used =
        facts.all(Route.class).stream()
            .filter(route -> pods.filter(route.destination()::equals).isPresent())
            .flatMap(route -> route.gateway().stream())
            .filter(gateway -> leadsTo(gateway, node))
            .toList();
    TunnelEnds.mostCommon(used).ifPresent(address -> gateways.put(node, address));
  }

  private Optional<Cidr> podCidr(String node) {
    return places.podCidr(node).filter(cidr -> cidr.address().version() == 4);
  }

  private boolean leadsTo(Ip gateway, String node) {
    return places.nodeOf(gateway).filter(node::equals).isPresent();
  }

  private void judge(String node) {
    List<Route> routes =
        facts.on(node, Route.class).stream().filter(each -> each.table().equals("main")).toList();
    if (!routes.isEmpty() && podCidr(node).isPresent()) {
      gateways.forEach(
          (peer, gateway) -> {
            if (!peer.equals(node)) {
              judge(node, peer, gateway, routes);
            }
          });
    }
  }

  private void judge(String node, String peer, Ip gateway, List<Route> routes) {
    Cidr pods = podCidr(peer).orElseThrow();
    String device = device(node, gateway);
    String expected = "%s via %s dev %s".formatted(pods, gateway, device);
    // On no common network no route helps.
    List<String> repairs = device.isEmpty() ? List.of() : List.of("ip route replace " + expected);
    Optional<Route> chosen =
        routes.stream()
            .filter(route -> route.destination().prefix() > 0)
            .filter(route -> route.destination().contains(pods))
            .max(
                Comparator.<Route>comparingInt(route -> route.destination().prefix())
                    .thenComparing(route -> -route.metric()));
    if (chosen.isEmpty()) {
      OverlayClaims.Claim claim = claims.between(node, List.of(peer), NO_WAY);
      fault(node, "route", peer, "", expected, repairs, routes.get(0).source(), claim);
    } else if (!isUnicast(chosen.get())) {
      shadow(node, peer, chosen.get(), expected);
    } else if (!leadsTo(chosen.get(), peer)) {
      Route route = chosen.get();
      Optional<String> third = route.gateway().flatMap(places::nodeOf);
      OverlayClaims.Claim claim =
          third
              .map(other -> claims.over(other, node, peer))
              .orElseGet(() -> claims.between(node, List.of(peer), NO_WAY));
      String area = third.isPresent() ? "detour" : "route";
      fault(node, area, peer, written(route), expected, repairs, route.source(), claim);
    }
    routes.stream()
        .filter(route -> pods.contains(route.destination()))
        .filter(route -> route.destination().prefix() > pods.prefix())
        .filter(route -> !leadsTo(route, peer))
        .forEach(route -> shadow(node, peer, route, expected));
  }

  private boolean leadsTo(Route route, String node) {
    return route.gateway().filter(gateway -> leadsTo(gateway, node)).isPresent();
  }

  private static boolean isUnicast(Route route) {
    return route.type().equals("unicast");
  }

  private void shadow(String node, String peer, Route route, String expected) {
    String metric = route.metric() == 0 ? "" : " metric " + route.metric();
    Set<String> reasons = isUnicast(route) ? NO_WAY : REFUSED;
    fault(
        node,
        isUnicast(route) ? "shadow" : "blackhole",
        peer,
        written(route),
        expected,
        List.of("ip route del " + written(route) + metric),
        route.source(),
        claims.between(node, List.of(peer), reasons));
  }

  private static String written(Route route) {
    String type = isUnicast(route) ? "" : route.type() + " ";
    String via = route.gateway().map(gateway -> " via " + gateway).orElse("");
    String device = route.device().isEmpty() ? "" : " dev " + route.device();
    return type + route.destination() + via + device;
  }

  /** The interface on whose network the address lies; empty if it is on none. */
  private String device(String node, Ip address) {
    return facts.on(node, InterfaceAddress.class).stream()
        .filter(own -> own.address().address().version() == 4 && own.address().prefix() < 32)
        .filter(own -> own.address().contains(address))
        .map(InterfaceAddress::device)
        .findFirst()
        .orElse("");
  }

  private void fault(
      String node,
      String area,
      String peer,
      String actual,
      String expected,
      List<String> repairs,
      Source source,
      OverlayClaims.Claim claim) {
    String device = device(node, gateways.get(peer));
    faults.add(
        new OverlayFault(
            source,
            node,
            area,
            device,
            List.of(peer),
            actual,
            expected,
            repairs,
            claim.flows(),
            claim.probes()));
  }
}
