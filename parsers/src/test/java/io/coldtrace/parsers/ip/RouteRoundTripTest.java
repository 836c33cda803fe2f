package io.coldtrace.parsers.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Route;
import io.coldtrace.parsers.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Routes written as iproute2 writes them are read as what they were. */
class RouteRoundTripTest {
  private static final String HEAD =
      "Destination     Gateway         Genmask         Flags Metric Ref    Use Iface";

  @Property(tries = 500)
  void writtenRoutesAreReadAsTheyWere(@ForAll("routes") List<Route> routes) {
    List<String> lines = routes.stream().map(RouteRoundTripTest::written).toList();
    List<Route> expected =
        IntStream.range(0, routes.size()).mapToObj(i -> at(routes.get(i), i + 1)).toList();
    assertEquals(
        expected,
        Parsed.of("ip-route", "ip-route.txt", lines).facts(),
        () -> String.join("\n", lines));
  }

  /**
   * iproute.c, print_route: type, destination, via, dev, table, proto, scope, src, metric, flags.
   */
  private static String written(Route route) {
    List<String> words = new ArrayList<>();
    if (!route.type().equals("unicast")) {
      words.add(route.type());
    }
    words.add(destination(route.destination()));
    route.gateway().ifPresent(gateway -> words.addAll(List.of("via", gateway.toString())));
    with(words, "dev", route.device(), "");
    with(words, "table", route.table(), "main");
    with(words, "proto", route.protocol(), "");
    with(words, "scope", route.scope(), "global");
    route.preferredSource().ifPresent(source -> words.addAll(List.of("src", source.toString())));
    with(words, "metric", Long.toString(route.metric()), "0");
    words.addAll(route.flags());
    return String.join(" ", words) + " ";
  }

  private static String destination(Cidr destination) {
    if (destination.prefix() == 0) {
      return "default";
    }
    int whole = destination.address().version() == 4 ? 32 : 128;
    return destination.prefix() == whole
        ? destination.address().toString()
        : destination.address() + "/" + destination.prefix();
  }

  private static void with(List<String> words, String key, String value, String unsaid) {
    if (!value.equals(unsaid)) {
      words.add(key);
      words.add(value);
    }
  }

  private static Route at(Route route, int line) {
    return new Route(
        new Source("node-1", "ip-route.txt", line),
        route.type(),
        route.table(),
        route.destination(),
        route.gateway(),
        route.device(),
        route.preferredSource(),
        route.metric(),
        route.protocol(),
        route.scope(),
        route.flags());
  }

  @Provide
  Arbitrary<List<Route>> routes() {
    Arbitrary<Route> route =
        Combinators.combine(
                Combinators.combine(
                        Arbitraries.of("unicast", "local", "broadcast", "blackhole", "prohibit"),
                        Arbitraries.of("main", "local", "default", "100", "vpn-b", "via"),
                        networks(),
                        addresses().optional())
                    .as(Head::new),
                devices(),
                addresses().optional(),
                Arbitraries.longs().between(0, 4_294_967_295L),
                Arbitraries.of("", "kernel", "boot", "static", "bird", "42"),
                Arbitraries.of("global", "link", "host", "site"),
                Arbitraries.of("onlink", "linkdown", "dead", "pervasive", "offload")
                    .list()
                    .uniqueElements()
                    .ofMaxSize(2))
            .as(
                (head, device, source, metric, protocol, scope, flags) ->
                    new Route(
                        Source.NONE,
                        head.type,
                        head.table,
                        head.destination,
                        head.gateway,
                        device,
                        source,
                        metric,
                        protocol,
                        scope,
                        flags));
    return route.list().ofMinSize(1).ofMaxSize(5);
  }

  private record Head(String type, String table, Cidr destination, Optional<Ip> gateway) {}

  private static Arbitrary<Ip> addresses() {
    return Arbitraries.longs().between(0, 0xFFFF_FFFFL).map(low -> new Ip(4, 0, low));
  }

  @Property(tries = 300)
  void routesOfIpv6AreReadAsTheyWere(
      @ForAll long high, @ForAll long low, @ForAll @IntRange(max = 128) int prefix) {
    Ip address = new Ip(6, high, low);
    long highMask = prefix == 0 ? 0 : -1L << (64 - Math.min(64, prefix));
    long lowMask = prefix <= 64 ? 0 : -1L << (128 - prefix);
    Cidr whole = new Cidr(new Ip(6, high & highMask, low & lowMask), prefix);
    // "default" alone does not say its version: the preference, which the kernel always prints,
    // does.
    String line = destination(whole) + " via " + address + " dev eth0 metric 1024 pref medium ";
    Route read = (Route) Parsed.of("ip-route", "ip-6-route.txt", List.of(line)).facts().get(0);
    assertEquals(whole, read.destination(), line);
    assertEquals(Optional.of(address), read.gateway());
    assertEquals(1024, read.metric());
  }

  /** One route with several next hops is as many facts. */
  @Property(tries = 200)
  void nextHopsAreReadAsTheyWere(@ForAll("hops") List<Ip> hops, @ForAll boolean oneLine) {
    List<String> lines = new ArrayList<>(List.of("10.0.0.0/8 proto bird metric 32 "));
    hops.forEach(hop -> lines.add("\tnexthop via " + hop + " dev eth0 weight 1 "));
    List<String> text = oneLine ? List.of(String.join("\\", lines)) : lines;
    List<Ip> read =
        Parsed.of("ip-route", "ip-route.txt", text).facts().stream()
            .map(fact -> ((Route) fact).gateway().orElseThrow())
            .toList();
    assertEquals(hops, read, () -> String.join("\n", text));
  }

  @Provide
  Arbitrary<List<Ip>> hops() {
    return addresses().list().ofMinSize(1).ofMaxSize(4);
  }

  /** route -n and /proc/net/route know less of a route, and that is read the same. */
  @Property(tries = 300)
  void oldToolsRoutesAreReadAsTheyWere(
      @ForAll("networks") Cidr network, @ForAll("gateways") Ip gateway, @ForAll @IntRange int m) {
    String mask = new Ip(4, 0, 0xFFFF_FFFFL & (0xFFFF_FFFFL << (32 - network.prefix()))).toString();
    String row = network.address() + " " + gateway + " " + mask + " UG " + m + " 0 0 eth0";
    Route read =
        (Route) Parsed.lines("route-n", "Kernel IP routing table", HEAD, row).facts().get(0);
    assertEquals(network, read.destination(), row);
    assertEquals(Optional.of(gateway), read.gateway());
    assertEquals(m, read.metric());
    assertEquals("eth0", read.device());
  }

  @Provide
  Arbitrary<Ip> gateways() {
    return Arbitraries.longs().between(1, 0xFFFF_FFFFL).map(low -> new Ip(4, 0, low));
  }

  @Provide
  Arbitrary<Cidr> networks() {
    return Combinators.combine(addresses(), Arbitraries.integers().between(0, 32))
        .as(
            (address, prefix) ->
                new Cidr(new Ip(4, 0, address.low() & (0xFFFF_FFFFL << (32 - prefix))), prefix));
  }

  /** IFNAMSIZ, and whatever is neither a blank nor a slash; names that are also keywords. */
  private static Arbitrary<String> devices() {
    Arbitrary<String> odd =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withChars("0123456789.:-_+@")
            .ofMinLength(1)
            .ofMaxLength(15);
    return Arbitraries.oneOf(
        Arbitraries.of("eth0", "cni0", "flannel.1", "eth0.100", "dev", "via", "src", "lock"), odd);
  }
}
