package io.coldtrace.dataplane.host;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Bridge;
import io.coldtrace.facts.network.BridgePort;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.Neighbor;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who is where on a host's links: its neighbors, forwarding databases and bridge ports. */
public final class Neighborhood {
  private static final String ANY_MAC = "00:00:00:00:00:00";

  private final List<Neighbor> neighbors;
  private final Map<Ip, List<Neighbor>> byAddress;
  private final Map<String, List<FdbEntry>> fdbByMac;
  private final List<Bridge> bridges;
  private final List<BridgePort> ports;
  private final Listings listings;

  Neighborhood(Collection<? extends Fact> facts, Listings listings) {
    this.listings = listings;
    neighbors = only(facts, Neighbor.class);
    byAddress = neighbors.stream().collect(Collectors.groupingBy(Neighbor::address));
    fdbByMac =
        only(facts, FdbEntry.class).stream()
            .collect(Collectors.groupingBy(entry -> entry.mac().toLowerCase(Locale.ROOT)));
    bridges = only(facts, Bridge.class);
    ports = only(facts, BridgePort.class);
  }

  private static <T extends Fact> List<T> only(Collection<? extends Fact> facts, Class<T> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The neighbor entry for an address on a device. */
  public Optional<Neighbor> neighbor(Ip address, String device) {
    return byAddress.getOrDefault(address, List.of()).stream()
        .filter(entry -> entry.device().equals(device))
        .findFirst();
  }

  /** Whether the neighbor table was collected. */
  public boolean neighborsCollected() {
    return !neighbors.isEmpty() || listings.of("ip-neigh").isPresent();
  }

  /** The file that lists the neighbors. */
  public Source neighborList() {
    return listings.of("ip-neigh").orElse(Host.listing(neighbors));
  }

  /** The forwarding entry of a VXLAN device for a MAC address, or its entry for all others. */
  public Optional<FdbEntry> fdbEntry(String mac, String device) {
    return remote(mac, device).or(() -> remote(ANY_MAC, device));
  }

  private Optional<FdbEntry> remote(String mac, String device) {
    return fdb(mac).stream()
        .filter(entry -> entry.device().equals(device) && !entry.destination().isEmpty())
        .findFirst();
  }

  private List<FdbEntry> fdb(String mac) {
    return fdbByMac.getOrDefault(mac.toLowerCase(Locale.ROOT), List.of());
  }

  /** Whether the forwarding database was collected. */
  public boolean fdbCollected() {
    return !fdbByMac.isEmpty() || listings.of("bridge-fdb").isPresent();
  }

  /** The bridge port behind which a neighbor is, as far as the forwarding database tells. */
  public Optional<String> portOf(Ip address, String bridge) {
    return neighbor(address, bridge)
        .map(Neighbor::mac)
        .filter(mac -> !mac.isEmpty())
        .flatMap(mac -> fdb(mac).stream().filter(e -> e.master().equals(bridge)).findFirst())
        .map(FdbEntry::device);
  }

  /** Whether a bridge port takes frames that came in by it; as flannel and CNI have it, yes. */
  public boolean hairpin(String port, String bridge) {
    return ports(port, bridge).stream().noneMatch(each -> each.hairpin().equals("off"));
  }

  /** The line of a bridge port. */
  public Source portLine(String port, String bridge) {
    return ports(port, bridge).stream().findFirst().map(BridgePort::source).orElse(Source.NONE);
  }

  /** The port of that name; all of the bridge where it is not known which it is. */
  private List<BridgePort> ports(String port, String bridge) {
    return ports.stream()
        .filter(
            each ->
                each.device().equals(port) || (port.equals("?") && each.bridge().equals(bridge)))
        .toList();
  }

  /** Whether the bridge itself is set to show frames to iptables, whatever the sysctl says. */
  boolean calls(String bridge) {
    return bridges.stream()
        .anyMatch(own -> own.name().equals(bridge) && own.nfCallIptables().equals("on"));
  }
}
