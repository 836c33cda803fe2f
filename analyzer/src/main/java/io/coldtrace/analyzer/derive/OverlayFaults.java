package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What is wrong between the ends of the overlay: each node's device, and what it must hold of every
 * peer (flannel's VXLAN backend: a route, a neighbor entry, an FDB entry).
 */
final class OverlayFaults {
  /** Why the model loses a packet, by what is wrong. */
  private static final Map<String, Set<String>> REASONS =
      Map.of(
          "device",
              Set.of(
                  "device-down",
                  "no-route",
                  "misrouted",
                  "port-not-open",
                  "neighbor-unresolved",
                  "no-fdb-entry"),
          "port", Set.of("port-not-open"),
          "vni", Set.of("vni-mismatch"),
          "mac", Set.of("vtep-mac-mismatch", "neighbor-unresolved"),
          "route", Set.of("no-route", "misrouted"),
          "shadow", Set.of("misrouted"),
          "blackhole", Set.of("blackhole-route", "unreachable-route", "prohibit-route"),
          "neighbor", Set.of("neighbor-unresolved", "no-fdb-entry"),
          "fdb", Set.of("no-fdb-entry", "wrong-fdb-entry"));

  private final NodeFacts facts;
  private final Map<String, TunnelEnd> ends;
  private final OverlayClaims claims;
  private final List<OverlayFault> faults = new ArrayList<>();

  private OverlayFaults(NodeFacts facts, Map<String, TunnelEnd> ends, OverlayClaims claims) {
    this.facts = facts;
    this.ends = ends;
    this.claims = claims;
  }

  static List<OverlayFault> of(
      Collection<? extends Fact> captured,
      Places places,
      Collection<Probe> probes,
      Collection<Walk> walks) {
    NodeFacts facts =
        new NodeFacts(
            captured,
            Set.of(
                CapturedFile.class,
                FdbEntry.class,
                InterfaceAddress.class,
                KubeNode.class,
                KubePod.class,
                Link.class,
                Neighbor.class,
                Route.class));
    OverlayClaims claims = new OverlayClaims(probes, walks);
    OverlayFaults found = new OverlayFaults(facts, TunnelEnds.of(facts, places), claims);
    found.ends.values().forEach(found::judge);
    List<OverlayFault> all = new ArrayList<>(found.faults);
    all.addAll(HostGatewayFaults.of(facts, places, claims));
    all.addAll(BridgeFaults.of(facts, places, claims));
    return all;
  }

  private void judge(TunnelEnd end) {
    List<Route> routes = facts.on(end.node(), Route.class);
    List<TunnelEnd> peers =
        ends.values().stream()
            .filter(other -> !other.equals(end) && routes.stream().noneMatch(other::isReachedBy))
            .toList();
    if (peers.isEmpty()) {
      return;
    }
    if (end.link().isEmpty()) {
      missing(end, peers);
    } else if (!end.up()) {
      String device = end.link().get().name();
      fault(end, "device", List.of(), "DOWN", "UP", TunnelEnd.raised(device, peers), end.line());
    } else if (!differs(end, peers, "port", TunnelEnd::port)
        && !differs(end, peers, "vni", TunnelEnd::vni)) {
      alike(end, peers, end.link().get());
    }
  }

  private void missing(TunnelEnd end, List<TunnelEnd> peers) {
    List<TunnelEnd> sound = peers.stream().filter(peer -> peer.link().isPresent()).toList();
    Optional<Integer> vni = TunnelEnds.mostCommon(sound.stream().map(TunnelEnd::vni).toList());
    Optional<Integer> port = TunnelEnds.mostCommon(sound.stream().map(TunnelEnd::port).toList());
    Optional<String> device =
        TunnelEnds.mostCommon(sound.stream().map(peer -> peer.link().get().name()).toList());
    if (device.isPresent()) {
      List<String> repairs =
          end.underlayDevice().isEmpty()
              ? List.of()
              : end.built(device.get(), vni.get(), port.get(), peers);
      Source listing = listing(end.node(), Link.class, Source.NONE);
      fault(end, "device", List.of(), "", device.get(), repairs, listing);
    }
  }

  /** The smaller side is wrong; in a tie both are, and nobody knows which one to change. */
  private boolean differs(
      TunnelEnd end, List<TunnelEnd> peers, String area, ToIntFunction<TunnelEnd> value) {
    int own = value.applyAsInt(end);
    List<Integer> known = peers.stream().map(value::applyAsInt).filter(each -> each > 0).toList();
    long alike = known.stream().filter(each -> each == own).count() + 1;
    Optional<Integer> right =
        TunnelEnds.mostCommon(known.stream().filter(each -> each != own).toList());
    long others = known.size() + 1 - alike;
    if (own <= 0 || right.isEmpty() || alike > others) {
      return false;
    }
    Link old = end.link().orElseThrow();
    boolean port = area.equals("port");
    String device =
        !port && old.name().equals("flannel." + own) ? "flannel." + right.get() : old.name();
    List<String> repairs =
        alike == others
            ? List.of()
            : end.built(
                device, port ? end.vni() : right.get(), port ? right.get() : end.port(), peers);
    Source line = old.vxlan().map(vxlan -> vxlan.source()).orElse(old.source());
    fault(end, area, List.of(), Integer.toString(own), right.get().toString(), repairs, line);
    return true;
  }

  private void alike(TunnelEnd end, List<TunnelEnd> peers, Link link) {
    boolean renamed = !link.mac().equalsIgnoreCase(end.mac());
    if (renamed) {
      // A device that gets another address loses its neighbor entries, now and when it is put back.
      List<String> repairs = new ArrayList<>();
      repairs.add("ip link set dev %s address %s".formatted(link.name(), end.mac()));
      peers.forEach(peer -> repairs.add(peer.neighbor(link.name())));
      fault(end, "mac", List.of(), link.mac(), end.mac(), repairs, end.line());
    }
    for (TunnelEnd peer : peers) {
      if (captured(end, Route.class, "ip-route") && !shadowed(end, peer, link.name())) {
        route(end, peer, link.name());
      }
      if (!renamed && captured(end, Neighbor.class, "ip-neigh")) {
        neighbor(end, peer, link.name());
      }
      // Of two peers that announced one MAC address the entry can lead to one alone.
      boolean shared = peers.stream().filter(other -> other.mac().equals(peer.mac())).count() > 1;
      if (!shared && captured(end, FdbEntry.class, "bridge-fdb")) {
        fdb(end, peer, link.name());
      }
    }
  }

  /** Routes into the peer's network that lead elsewhere and win over flannel's. */
  private boolean shadowed(TunnelEnd end, TunnelEnd peer, String device) {
    List<Route> routes =
        facts.on(end.node(), Route.class).stream()
            .filter(route -> route.table().equals("main"))
            .filter(route -> peer.podCidr().contains(route.destination()))
            .toList();
    boolean shadowed = false;
    for (Route route : routes) {
      boolean beaten =
          routes.stream()
              .filter(other -> other.device().equals(device))
              .filter(other -> other.destination().equals(route.destination()))
              .anyMatch(other -> other.metric() <= route.metric());
      if (!route.device().equals(device) && !beaten) {
        boolean unicast = route.type().equals("unicast");
        String written =
            unicast
                ? route.destination() + " dev " + route.device()
                : route.type() + " " + route.destination();
        String metric = route.metric() == 0 ? "" : " metric " + route.metric();
        fault(
            end,
            unicast ? "shadow" : "blackhole",
            List.of(peer.node()),
            written,
            peer.podCidr() + " dev " + device,
            List.of("ip route del " + written + metric),
            route.source());
        shadowed = true;
      }
    }
    return shadowed;
  }

  private void route(TunnelEnd end, TunnelEnd peer, String device) {
    boolean there =
        facts.on(end.node(), Route.class).stream()
            .filter(route -> route.device().equals(device) && route.destination().prefix() > 0)
            .anyMatch(route -> route.destination().contains(peer.podCidr()));
    if (!there) {
      fault(
          end,
          "route",
          List.of(peer.node()),
          "",
          "%s via %s dev %s onlink".formatted(peer.podCidr(), peer.tunnelAddress(), device),
          List.of(peer.route(device)),
          listing(end.node(), Route.class, end.line()));
    }
  }

  private void neighbor(TunnelEnd end, TunnelEnd peer, String device) {
    Optional<Neighbor> entry =
        facts.on(end.node(), Neighbor.class).stream()
            .filter(each -> each.address().equals(peer.tunnelAddress()))
            .filter(each -> each.device().equals(device))
            .findFirst();
    String mac = entry.map(Neighbor::mac).orElse("").toLowerCase(Locale.ROOT);
    // A peer whose own device has another address than it announced is wrong itself.
    boolean own = mac.equalsIgnoreCase(peer.link().map(Link::mac).orElse(""));
    if (!mac.equals(peer.mac()) && (mac.isEmpty() || !own)) {
      fault(
          end,
          "neighbor",
          List.of(peer.node()),
          mac,
          "%s lladdr %s".formatted(peer.tunnelAddress(), peer.mac()),
          List.of(peer.neighbor(device)),
          entry.map(Neighbor::source).orElse(listing(end.node(), Neighbor.class, end.line())));
    }
  }

  private void fdb(TunnelEnd end, TunnelEnd peer, String device) {
    Optional<FdbEntry> entry =
        facts.on(end.node(), FdbEntry.class).stream()
            .filter(each -> each.mac().equalsIgnoreCase(peer.mac()))
            .filter(each -> each.device().equals(device) && !each.destination().isEmpty())
            .findFirst();
    String destination = entry.map(FdbEntry::destination).orElse("");
    if (!destination.equals(peer.underlay().toString())) {
      fault(
          end,
          "fdb",
          List.of(peer.node()),
          destination,
          "%s dst %s".formatted(peer.mac(), peer.underlay()),
          List.of(peer.fdb(device)),
          entry.map(FdbEntry::source).orElse(listing(end.node(), FdbEntry.class, end.line())));
    }
  }

  private void fault(
      TunnelEnd end,
      String area,
      List<String> peers,
      String actual,
      String expected,
      List<String> repairs,
      Source source) {
    String device = end.link().map(Link::name).orElse(expected);
    OverlayClaims.Claim claim = claims.between(end.node(), peers, REASONS.get(area));
    faults.add(
        new OverlayFault(
            source,
            end.node(),
            area,
            device,
            peers,
            actual,
            expected,
            repairs,
            claim.flows(),
            claim.probes()));
  }

  /** Where something is absent: a line of the listing that it is missing from. */
  private Source listing(String node, Class<? extends Fact> type, Source otherwise) {
    return facts.on(node, type).stream().map(Fact::source).findFirst().orElse(otherwise);
  }

  /** An empty listing is one as well. */
  private boolean captured(TunnelEnd end, Class<? extends Fact> type, String kind) {
    return !facts.on(end.node(), type).isEmpty()
        || facts.on(end.node(), CapturedFile.class).stream()
            .anyMatch(file -> file.kind().equals(kind) && file.state().equals("-"));
  }
}
