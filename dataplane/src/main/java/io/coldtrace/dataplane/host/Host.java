package io.coldtrace.dataplane.host;

import io.coldtrace.dataplane.netfilter.Netfilter;
import io.coldtrace.dataplane.netfilter.Rulesets;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.netfilter.IpvsDestination;
import io.coldtrace.facts.netfilter.IpvsService;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.RoutingRule;
import io.coldtrace.facts.network.Socket;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node's own network namespace: interfaces, addresses, routes, neighbors, kernel parameters,
 * netfilter.
 */
public final class Host {
  /** {@code sysctl -a} prints a thousand lines; a few are what somebody asked for. */
  private static final int WHOLE_LISTING = 100;

  private record DeviceSetting(String key, String device) {}

  private final String name;
  private final Map<String, Link> links = new LinkedHashMap<>();

  /** Those that may be the node's end of a pod's veth. */
  private final Map<Integer, Link> veths = new HashMap<>();

  /** As an index among the node's interfaces; empty if no link says so. */
  private final OptionalInt peer;

  private final List<InterfaceAddress> addresses;
  private final Set<Ip> local = new HashSet<>();
  private final Routes routes;
  private final Neighborhood neighborhood;
  private final Map<String, Sysctl> sysctls = new LinkedHashMap<>();

  /** Those of devices as numbers, as they were asked for: each hop asks for some. */
  private final Map<DeviceSetting, Integer> numbers = new ConcurrentHashMap<>();

  private final List<Cidr> flannelSubnets;
  private final Ipvs ipvs;
  private final Sockets sockets;
  private final Netfilter netfilter;
  private final boolean netfilterCollected;

  private Host(String name, Collection<? extends Fact> facts, Listings listings) {
    this.name = name;
    addresses = only(facts, InterfaceAddress.class);
    routes =
        new Routes(
            LocalTable.in(only(facts, Route.class), addresses), only(facts, RoutingRule.class));
    neighborhood = new Neighborhood(facts, listings);
    // ip-link says more of a device than ip-addr does: its details win.
    for (Link link : only(facts, Link.class)) {
      links.merge(
          link.name(),
          link,
          (old, other) -> old.kind().isEmpty() || other.vxlan().isPresent() ? other : old);
    }
    for (Link link : links.values()) {
      if (Set.of("", "veth").contains(link.kind())) {
        veths.putIfAbsent(link.index(), link);
      }
    }
    peer =
        links.values().stream()
            .filter(link -> link.peer().matches("if[0-9]{1,9}"))
            .mapToInt(link -> Integer.parseInt(link.peer().substring(2)))
            .findFirst();
    only(facts, Sysctl.class).forEach(sysctl -> sysctls.put(sysctl.key(), sysctl));
    ipvs = new Ipvs(only(facts, IpvsService.class), only(facts, IpvsDestination.class));
    sockets = new Sockets(only(facts, Socket.class), listings.of("ss"));
    if (!routes.localCollected()) {
      addresses.forEach(address -> local.add(address.address().address()));
    }
    addresses.stream()
        .map(address -> address.address().address())
        .filter(address -> address.version() == 6)
        .forEach(local::add);
    flannelSubnets =
        only(facts, HostSetting.class).stream()
            .filter(setting -> setting.key().equals("FLANNEL_SUBNET"))
            .flatMap(setting -> Cidr.parse(setting.value()).stream())
            .toList();
    Rulesets rulesets = Rulesets.of(facts);
    netfilter = rulesets.netfilter(new Surroundings(this));
    netfilterCollected = !rulesets.iptablesChains().isEmpty() || !rulesets.nftChains().isEmpty();
  }

  /** The host that these facts, all of one node, describe. */
  public static Host of(String name, Collection<? extends Fact> facts) {
    return new Host(name, facts, new Listings(facts, false));
  }

  /** The network namespace of a pod of the node, which these facts describe. */
  static Host inside(String name, Collection<? extends Fact> facts) {
    return new Host(name, facts, new Listings(facts, true));
  }

  private static <T extends Fact> List<T> only(Collection<? extends Fact> facts, Class<T> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public String name() {
    return name;
  }

  /** The interface of that name. */
  public Optional<Link> link(String device) {
    return Optional.ofNullable(links.get(device));
  }

  /** All interfaces, in the order of the listing. */
  public Collection<Link> links() {
    return links.values();
  }

  /** All addresses, in the order of the listing. */
  public List<InterfaceAddress> addresses() {
    return addresses;
  }

  /** The interface that has the address. */
  public Optional<String> deviceOf(Ip address) {
    return addresses.stream()
        .filter(each -> each.address().address().equals(address))
        .map(InterfaceAddress::device)
        .findFirst();
  }

  /** The first IPv4 address of an interface. */
  public Optional<Ip> addressOf(String device) {
    return addresses.stream()
        .filter(each -> each.device().equals(device) && each.address().address().version() == 4)
        .map(each -> each.address().address())
        .findFirst();
  }

  /** The network of its pods that holds an address: a bridge's, or the one that flannel gave it. */
  public Optional<Cidr> podNetwork(Ip address) {
    Stream<Cidr> bridged =
        addresses.stream()
            .filter(own -> link(own.device()).map(l -> l.kind().equals("bridge")).orElse(false))
            .filter(own -> !own.address().address().equals(address))
            .map(InterfaceAddress::address);
    return Stream.concat(bridged, flannelSubnets.stream())
        .filter(network -> network.contains(address))
        .max(Comparator.comparing(Cidr::prefix));
  }

  /**
   * Whether the device of a route leads to the address at its other end without a router: a tunnel
   * of another kind may be said to, and does not.
   */
  public boolean isOnLink(Ip address, Route route) {
    return addresses.isEmpty()
        || route.flags().contains("onlink")
        || addresses.stream()
            .filter(own -> own.device().equals(route.device()))
            .anyMatch(own -> own.address().contains(address));
  }

  /** Its VXLAN devices. */
  Stream<Link> tunnels() {
    return links.values().stream().filter(link -> link.vxlan().isPresent());
  }

  public boolean hasTunnel() {
    return tunnels().findAny().isPresent();
  }

  /** The bridge to whose network an address that is not the host's own belongs. */
  public Optional<String> bridges(Ip address) {
    return addresses.stream()
        .filter(own -> own.address().contains(address) && deviceOf(address).isEmpty())
        .map(InterfaceAddress::device)
        .filter(device -> link(device).map(link -> link.kind().equals("bridge")).orElse(false))
        .findFirst();
  }

  /** The bridge that most of its virtual interfaces are ports of: where its pods are. */
  public Optional<String> podBridge() {
    return links.values().stream()
        .filter(link -> link.kind().equals("veth") && !link.master().isEmpty())
        .collect(Collectors.groupingBy(Link::master, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  /** The address by which others know the host: that of its first device towards them. */
  public Optional<Ip> mainAddress() {
    return addresses.stream()
        .filter(own -> own.address().address().version() == 4 && own.scope().equals("global"))
        .filter(own -> link(own.device()).map(link -> link.vxlan().isEmpty()).orElse(true))
        .map(own -> own.address().address())
        .findFirst();
  }

  /** Whether the host answers for the address itself. */
  public boolean isLocal(Ip address) {
    return local.contains(address)
        || isLoopback(address)
        || routes.local(address).filter(route -> route.type().equals("local")).isPresent();
  }

  /** Whether it is an address of the host's own that no listing of its routes can show. */
  public boolean isUnlisted(Ip address) {
    return local.contains(address) || (isLoopback(address) && !routes.localCollected());
  }

  private static boolean isLoopback(Ip address) {
    return address.version() == 4 && address.low() >> 24 == 127;
  }

  /** Whether it is a broadcast address of one of its networks. */
  public boolean isBroadcast(Ip address) {
    return routes.local(address).filter(route -> route.type().equals("broadcast")).isPresent();
  }

  /** A kernel parameter of a device as a number: the greater of the device's and that of all. */
  public int greatest(String key, String device) {
    return numbers.computeIfAbsent(
        new DeviceSetting(key, device),
        unused -> Math.max(number(key, "all"), number(key, device)));
  }

  private int number(String key, String device) {
    return perDevice(key, device)
        .map(Sysctl::value)
        .filter(value -> value.matches("[0-9]{1,5}"))
        .map(Integer::parseInt)
        .orElse(0);
  }

  /** A kernel parameter of a device. */
  public Optional<Sysctl> perDevice(String key, String device) {
    return sysctl("net.ipv4.conf." + device.replace('.', '/') + "." + key);
  }

  /**
   * The address that the host gives packets that leave by a device towards an address: on that
   * device, in the other's network if it has one there; else the first of any other device ({@code
   * inet_select_addr}).
   */
  public Optional<Ip> sourceTowards(String device, Ip next) {
    Comparator<InterfaceAddress> fitting =
        Comparator.comparing(
            (InterfaceAddress own) ->
                !own.device().equals(device) ? 2 : own.address().contains(next) ? 0 : 1);
    return addresses.stream()
        .filter(own -> own.address().address().version() == next.version())
        .filter(own -> !own.secondary() && !own.scope().equals("host"))
        .filter(own -> own.device().equals(device) || own.scope().equals("global"))
        .min(fitting)
        .map(own -> own.address().address());
  }

  /** Who is where on the host's links. */
  public Neighborhood neighborhood() {
    return neighborhood;
  }

  /** Whether the bridge shows frames to iptables. */
  public boolean bridgeCalls(String bridge) {
    Optional<Sysctl> calls = sysctl("net.bridge.bridge-nf-call-iptables");
    return neighborhood.calls(bridge)
        || calls.map(sysctl -> sysctl.value().equals("1")).orElse(!sysctlsCollected());
  }

  public Routes routes() {
    return routes;
  }

  public Netfilter netfilter() {
    return netfilter;
  }

  /** Whether any listing of its firewall was collected. */
  public boolean netfilterCollected() {
    return netfilterCollected;
  }

  /** Its IPVS services. */
  public Ipvs ipvs() {
    return ipvs;
  }

  /** Who listens here. */
  public Sockets sockets() {
    return sockets;
  }

  /** Whether the kernel's parameters were listed as a whole, so that one not among them is not. */
  public boolean sysctlsCollected() {
    return sysctls.size() >= WHOLE_LISTING;
  }

  /** The file that lists the interfaces. */
  public Source linkList() {
    return listing(links.values());
  }

  static Source listing(Collection<? extends Fact> facts) {
    return facts.stream()
        .findFirst()
        .map(fact -> new Source(fact.source().node(), fact.source().file(), 0))
        .orElse(Source.NONE);
  }

  /** The other end, in that host, of the veth that leads out of this network namespace. */
  public Optional<Link> peerIn(Host host) {
    return peer.isPresent()
        ? Optional.ofNullable(host.veths.get(peer.getAsInt()))
        : Optional.empty();
  }

  /** The value of a kernel parameter and its line. */
  public Optional<Sysctl> sysctl(String key) {
    return Optional.ofNullable(sysctls.get(key));
  }

  /** Whether packets that come in by the device are forwarded; empty if that was not collected. */
  public Optional<Sysctl> forwarding(String device) {
    String key = "net.ipv4.conf." + device.replace('.', '/') + ".forwarding";
    return sysctl(key).or(() -> sysctl("net.ipv4.ip_forward"));
  }
}
