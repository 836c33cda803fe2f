package io.coldtrace.parsers.ip;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Route;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IpRouteFileParserTest {
  private final IpRouteFileParser parser = new IpRouteFileParser();

  @Test
  void readsAllTablesOfANode() {
    LineLedger ledger = parse(parser, "lab-table-all.txt");
    assertLines(ledger, 32, 0, 0);
    List<Route> routes = facts(ledger, Route.class);
    assertEquals(
        new Route(
            new Source("node-1", "ip-route.txt", 3),
            "unicast",
            "main",
            Cidr.of("10.244.1.0/24"),
            Optional.of(Ip.of("10.244.1.0")),
            "flannel.1",
            Optional.empty(),
            0,
            "",
            "global",
            List.of("onlink")),
        routes.get(2));
    assertEquals("local 10.244.0.1/32 local  cni0 0 host []", show(routes.get(6)));
    assertEquals("unicast 0.0.0.0/0 main 192.168.56.1 eth0 0 global []", show(routes.get(0)));
  }

  @Test
  void aRouteWithSeveralNextHopsIsOneRouteForEach() {
    LineLedger ledger = parse(parser, "multipath.txt");
    assertLines(ledger, 31, 0, 0);
    List<String> hops =
        facts(ledger, Route.class).stream()
            .filter(route -> route.flags().contains("nexthop"))
            .map(route -> route.source().line() + " " + route.protocol() + " " + show(route))
            .toList();
    assertEquals(
        List.of(
            "10 bird unicast 10.9.0.0/16 main 10.0.0.1 eth7 0 global [nexthop]",
            "11 bird unicast 10.9.0.0/16 main 10.0.1.1 eth8 0 global [nexthop]"),
        hops);
    assertEquals(9, facts(parse(parser, "multipath-o.txt"), Route.class).size());
  }

  @Test
  void readsEveryType() {
    List<Route> routes = facts(parse(parser, "multipath.txt"), Route.class);
    assertEquals("throw 10.5.0.0/16 100   0 global []", show(routes.get(0)));
    assertEquals("prohibit 10.6.0.0/16 100   0 global []", show(routes.get(1)));
    assertEquals("unreachable 10.7.0.0/16 main   500 global []", show(routes.get(6)));
    assertEquals("unicast 10.3.0.0/16 main fd00::7 eth7 0 global []", show(routes.get(4)));
    assertEquals("unicast 10.4.0.0/16 main 10.0.0.9 eth7 0 global [onlink]", show(routes.get(5)));
    assertEquals("unicast ::/0 main fd00::9 eth7 1024 global []", show(routes.get(23)));
    assertLines(parse(parser, "types.txt"), 12, 0, 0);
    assertLines(parse(parser, "details.txt"), 5, 0, 0);
  }

  @Test
  void theWordDefaultIsOfTheVersionOfItsCompany() {
    assertEquals(
        "unreachable ::/0 unspec  lo 4294967295 global []",
        one("unreachable default dev lo  table unspec  metric 4294967295  error -101"));
    assertEquals(
        "unicast 0.0.0.0/0 main fe80::1 eth0 0 global []",
        one("default via inet6 fe80::1 dev eth0"));
  }

  @Test
  void readsOldAndForeignListings() {
    assertLines(parse(parser, "rhel7-throw.txt"), 6, 0, 0);
    assertLines(parse(parser, "busybox.txt"), 3, 0, 0);
    assertLines(parse(parser, "get.txt"), 1, 1, 0);
    LineLedger all = parse(parser, "rhel7-table-all.txt");
    assertEquals(
        "broadcast 10.64.54.0/32 local  tun0 0 link []", show(facts(all, Route.class).get(6)));
    assertEquals(List.of(), all.unrecognized());
  }

  @Test
  void halfARouteIsUnrecognized() {
    assertLines(parse(parser, "bad.txt"), 0, 0, 3);
    assertLines(parseText(parser, "10.0.0.0/8 via 10.xx.1.2 dev eth0"), 0, 0, 1);
    assertLines(parseText(parser, "\tnexthop via 10.0.0.1 dev eth0"), 0, 0, 1);
    assertLines(parseText(parser, "RTNETLINK answers: Operation not permitted"), 0, 0, 1);
  }

  private String one(String line) {
    return show(facts(parseText(parser, line), Route.class).get(0));
  }

  private static String show(Route route) {
    return String.join(
        " ",
        route.type(),
        route.destination().toString(),
        route.table(),
        route.gateway().map(Ip::toString).orElse(""),
        route.device(),
        String.valueOf(route.metric()),
        route.scope(),
        route.flags().toString());
  }
}
