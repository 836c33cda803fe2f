package io.coldtrace.dataplane.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.RoutingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which route a packet takes: ip-rule(8), ip-route(8). */
class RoutesTest {
  private final List<Fact> facts = new ArrayList<>();

  /** A route named by its device. */
  private RoutesTest route(String table, String destination, String device) {
    return route("unicast", table, destination, device, 0, List.of());
  }

  private RoutesTest route(
      String type,
      String table,
      String destination,
      String device,
      long metric,
      List<String> flags) {
    facts.add(
        new Route(
            new Source("node-1", "ip-route.txt", facts.size() + 1),
            type,
            table,
            Cidr.of(destination),
            Optional.empty(),
            device,
            Optional.empty(),
            metric,
            "",
            "global",
            flags));
    return this;
  }

  private RoutesTest rule(long priority, String selector, String action) {
    facts.add(
        new RoutingRule(
            new Source("node-1", "ip-rule.txt", facts.size() + 1), priority, selector, action));
    return this;
  }

  private String lookup(String destination) {
    return lookup("10.0.0.5", destination);
  }

  private String lookup(String source, String destination) {
    return Host.of("node-1", facts)
        .routes()
        .lookup(Optional.of(Ip.of(source)), Ip.of(destination))
        .map(route -> route.type().equals("unicast") ? route.device() : route.type())
        .orElse("no route");
  }

  @Test
  void theLongestPrefixWins() {
    route("main", "default", "eth0").route("main", "10.244.0.0/16", "a");
    route("main", "10.244.3.0/24", "b");
    assertEquals("b", lookup("10.244.3.9"));
    assertEquals("a", lookup("10.244.4.9"));
    assertEquals("eth0", lookup("192.0.2.1"));
  }

  @Test
  void ofEqualPrefixesTheLowestMetricWins() {
    route("unicast", "main", "default", "wlan0", 600, List.of());
    route("unicast", "main", "default", "eth0", 100, List.of());
    assertEquals("eth0", lookup("192.0.2.1"));
  }

  @Test
  void aDeadRouteIsNone() {
    route("unicast", "main", "10.244.3.0/24", "b", 0, List.of("dead", "linkdown"));
    assertEquals("no route", lookup("10.244.3.9"));
    route("main", "default", "eth0");
    assertEquals("eth0", lookup("10.244.3.9"));
  }

  @Test
  void aRefusingRouteIsARoute() {
    route("main", "default", "eth0");
    route("blackhole", "main", "10.244.0.0/16", "", 0, List.of());
    assertEquals("blackhole", lookup("10.244.3.9"));
    assertEquals("eth0", lookup("192.0.2.1"));
  }

  @Test
  void aBroadcastIsARouteOfItsOwnAndIpv6IsNone() {
    route("broadcast", "local", "10.244.0.255", "cni0", 0, List.of());
    route("main", "::/0", "eth0");
    assertEquals("broadcast", lookup("10.244.0.255"));
    assertEquals("no route", lookup("10.244.0.9"));
  }

  @Test
  void withoutRulesLocalComesBeforeMain() {
    route("main", "10.0.0.5", "wrong")
        .route("local", "10.0.0.5", "lo")
        .route("100", "default", "vpn");
    assertEquals("lo", lookup("10.0.0.5"));
    assertEquals("no route", lookup("192.0.2.1"));
  }

  @Test
  void aRuleBySourceLeadsToItsTable() {
    route("main", "default", "eth0").route("100", "default", "eth1");
    rule(32766, "from all", "lookup main").rule(10, "from 10.0.0.0/24", "lookup 100");
    assertEquals("eth1", lookup("10.0.0.5", "192.0.2.1"));
    assertEquals("eth0", lookup("10.9.9.9", "192.0.2.1"));
  }

  @Test
  void aTableWithoutARouteLeavesItToTheNextRule() {
    route("main", "default", "eth0").route("100", "10.7.0.0/16", "eth1");
    rule(10, "from all", "lookup 100").rule(32766, "from all", "lookup main");
    assertEquals("eth0", lookup("192.0.2.1"));
  }

  @Test
  void aThrowRouteLeavesItsTable() {
    route("main", "default", "eth0").route("100", "default", "vpn");
    route("throw", "100", "10.244.0.0/16", "", 0, List.of());
    rule(10, "from all", "lookup 100").rule(32766, "from all", "lookup main");
    assertEquals("vpn", lookup("192.0.2.1"));
    assertEquals("eth0", lookup("10.244.3.9"));
  }

  @Test
  void aRuleMayRefuseByItself() {
    route("main", "default", "eth0").rule(32766, "from all", "lookup main");
    rule(10, "from 10.0.0.5", "prohibit");
    assertEquals("prohibit", lookup("10.0.0.5", "192.0.2.1"));
    assertEquals("eth0", lookup("10.0.0.6", "192.0.2.1"));
  }

  /** How VPN clients send everything but the local networks through their tunnel. */
  @Test
  void aRuleMaySuppressShortPrefixes() {
    route("main", "default", "eth0").route("main", "10.244.3.0/24", "b");
    route("51820", "default", "wg0");
    rule(10, "from all", "lookup main suppress_prefixlength 0")
        .rule(20, "from all", "lookup 51820");
    assertEquals("wg0", lookup("192.0.2.1"));
    assertEquals("b", lookup("10.244.3.9"));
  }

  @Test
  void whetherAnyRouteWasCollectedIsKnown() {
    assertFalse(Host.of("node-1", facts).routes().collected());
    assertTrue(Host.of("node-1", route("main", "default", "eth0").facts).routes().collected());
  }

  @Test
  void whereTheTableOfOwnAddressesWasNotListedTheyAreLocal() {
    route("main", "10.0.0.0/24", "eth0").route("main", "0.0.0.0/0", "eth0");
    facts.add(
        new InterfaceAddress(
            new Source("node-1", "ip-addr.txt", 7),
            "eth0",
            Cidr.of("10.0.0.5/24"),
            "global",
            "eth0",
            false));
    Host host = Host.of("node-1", facts);
    assertTrue(host.isLocal(Ip.of("10.0.0.5")));
    assertFalse(host.isLocal(Ip.of("10.0.0.6")));
    assertTrue(host.isBroadcast(Ip.of("10.0.0.255")));
    Route own = host.routes().lookup(Optional.empty(), Ip.of("10.0.0.5")).orElseThrow();
    assertEquals("local", own.type());
    assertEquals("ip-addr.txt", own.source().file());
  }
}
