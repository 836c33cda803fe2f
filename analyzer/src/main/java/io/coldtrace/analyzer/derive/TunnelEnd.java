package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node's end of flannel's overlay, as it is or should be.
 *
 * @param link its VXLAN device; empty if it has none
 * @param podCidr its pods' network
 * @param tunnelAddress what its peers route pods' packets to: the device's own address, which
 *     flannel makes the first of the podCIDR
 * @param underlay the address that its peers send VXLAN packets to
 * @param underlayDevice the interface of that address
 * @param mac what flannel announced for it, else what its device has
 */
record TunnelEnd(
    String node,
    Optional<Link> link,
    Cidr podCidr,
    Ip tunnelAddress,
    Ip underlay,
    String underlayDevice,
    String mac) {
  int port() {
    return link.flatMap(Link::vxlan).map(vxlan -> vxlan.port()).orElse(0);
  }

  int vni() {
    return link.flatMap(Link::vxlan).map(vxlan -> vxlan.vni()).orElse(0);
  }

  boolean up() {
    return link.isPresent() && link.get().flags().contains("UP");
  }

  Source line() {
    return link.map(Link::source).orElse(Source.NONE);
  }

  /** Whether a route leads to its pods without a tunnel: by host-gw, or DirectRouting of vxlan. */
  boolean isReachedBy(Route route) {
    return route.destination().equals(podCidr)
        && route.gateway().filter(underlay::equals).isPresent();
  }

  /** The commands by which a node learns the way to this end. */
  List<String> learned(String device) {
    return List.of(neighbor(device), fdb(device), route(device));
  }

  String neighbor(String device) {
    return "ip neigh replace %s lladdr %s dev %s nud permanent"
        .formatted(tunnelAddress, mac, device);
  }

  String fdb(String device) {
    return "bridge fdb replace %s dev %s dst %s self permanent".formatted(mac, device, underlay);
  }

  String route(String device) {
    return "ip route replace %s via %s dev %s onlink".formatted(podCidr, tunnelAddress, device);
  }

  /** The commands that make this end anew, with what flannel would tell it of its peers. */
  List<String> built(String device, int vni, int port, List<TunnelEnd> peers) {
    List<String> commands = new ArrayList<>();
    link.ifPresent(old -> commands.add("ip link del " + old.name()));
    commands.add(
        "ip link add %s type vxlan id %d local %s dev %s dstport %d nolearning"
            .formatted(device, vni, underlay, underlayDevice, port));
    commands.add("ip link set dev %s address %s".formatted(device, mac));
    commands.add("ip addr add %s/32 dev %s".formatted(tunnelAddress, device));
    commands.addAll(raised(device, peers));
    return commands;
  }

  /** The commands that bring its device up, and back what the kernel dropped when it went down. */
  static List<String> raised(String device, List<TunnelEnd> peers) {
    List<String> commands = new ArrayList<>();
    commands.add("ip link set dev " + device + " up");
    peers.forEach(peer -> commands.addAll(peer.learned(device)));
    return commands;
  }
}
