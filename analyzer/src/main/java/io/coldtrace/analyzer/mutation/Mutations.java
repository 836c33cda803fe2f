package io.coldtrace.analyzer.mutation;

import java.util.Optional;
import java.util.regex.Matcher;

/** How each fault changes what a node says, and what makes it on the node. */
final class Mutations {
  private Mutations() {}

  static Optional<String> forwardingOff(Victim node) {
    node.each(
        "sysctl-a.txt",
        line ->
            line.replaceFirst(
                "^(net\\.ipv4\\.(?:ip_forward|conf\\..*\\.forwarding)) = 1$", "$1 = 0"));
    return Optional.of("sysctl -q -w net.ipv4.ip_forward=0");
  }

  static Optional<String> ifaceOff(Victim node) {
    return node.peer()
        .map(
            route -> {
              String key = "net.ipv4.conf." + route.group(3).replace('.', '/') + ".forwarding";
              node.each("sysctl-a.txt", line -> line.equals(key + " = 1") ? key + " = 0" : line);
              return "sysctl -q -w " + key + "=0";
            });
  }

  static Optional<String> inputDrop(Victim node) {
    String from = node.any("", "-i eth0 ");
    String target = node.any("-j DROP", "-j REJECT --reject-with icmp-host-prohibited");
    return node.rule(
        "filter", "INPUT " + from + "-p udp -m udp --dport " + node.port() + " " + target);
  }

  static Optional<String> outputDrop(Victim node) {
    return node.rule("filter", "OUTPUT -p udp -m udp --dport " + node.port() + " -j DROP");
  }

  static Optional<String> forwardReject(Victim node) {
    String how = node.any("icmp-host-prohibited", "icmp-port-unreachable", "icmp-admin-prohibited");
    return node.rule("filter", "FORWARD -j REJECT --reject-with " + how);
  }

  static Optional<String> rawDrop(Victim node) {
    String from = node.any("", "-i eth0 ");
    return node.rule(
        "raw", "PREROUTING " + from + "-p udp -m udp --dport " + node.port() + " -j DROP");
  }

  static Optional<String> mangleDrop(Victim node) {
    return node.peer()
        .flatMap(route -> node.rule("mangle", "FORWARD -i " + route.group(3) + " -o cni0 -j DROP"));
  }

  static Optional<String> podsToNode(Victim node) {
    return node.peer()
        .map(route -> route.group(1).replaceFirst("^([0-9]+\\.[0-9]+)\\..*", "$1.0.0/16"))
        .flatMap(pods -> node.rule("filter", "INPUT -s " + pods + " -j DROP"));
  }

  static Optional<String> routeMissing(Victim node) {
    return node.peer()
        .map(
            route -> {
              node.each(
                  "ip-route.txt", line -> line.startsWith(route.group(1) + " via") ? null : line);
              return "ip route del " + route.group(1);
            });
  }

  static Optional<String> blackhole(Victim node) {
    return node.peer()
        .map(
            route -> {
              String half = route.group(1).replaceFirst("\\.[0-9]+/24$", ".0/25");
              node.prepend("ip-route.txt", "blackhole " + half + " ");
              return "ip route add blackhole " + half;
            });
  }

  static Optional<String> fdbMissing(Victim node) {
    return node.peer()
        .flatMap(
            route -> {
              Optional<String> mac = mac(node, route);
              mac.ifPresent(
                  m -> node.each("bridge-fdb.txt", line -> line.startsWith(m) ? null : line));
              return mac.map(
                  m -> "bridge fdb del " + m + " dev " + route.group(3) + " self permanent");
            });
  }

  static Optional<String> fdbWrong(Victim node) {
    return node.peer()
        .flatMap(
            route -> {
              Optional<String> mac = mac(node, route);
              String wrong = node.any("192.0.2.9", "203.0.113.80");
              mac.ifPresent(
                  m ->
                      node.each(
                          "bridge-fdb.txt",
                          line ->
                              line.startsWith(m)
                                  ? line.replaceFirst("dst [0-9.]+", "dst " + wrong)
                                  : line));
              return mac.map(
                  m ->
                      "bridge fdb replace "
                          + m
                          + " dev "
                          + route.group(3)
                          + " dst "
                          + wrong
                          + " self permanent");
            });
  }

  static Optional<String> neighborMissing(Victim node) {
    return node.peer()
        .map(
            route -> {
              node.each(
                  "ip-neigh.txt", line -> line.startsWith(route.group(2) + " ") ? null : line);
              return "ip neigh del " + route.group(2) + " dev " + route.group(3);
            });
  }

  static Optional<String> neighborWrong(Victim node) {
    String wrong = "02:de:ad:be:ef:0" + node.any(1, 2, 3);
    return node.peer()
        .map(
            route -> {
              node.each(
                  "ip-neigh.txt",
                  line ->
                      line.startsWith(route.group(2) + " ")
                          ? line.replaceFirst("lladdr [0-9a-f:]+", "lladdr " + wrong)
                          : line);
              return "ip neigh replace "
                  + route.group(2)
                  + " dev "
                  + route.group(3)
                  + " lladdr "
                  + wrong
                  + " nud permanent";
            });
  }

  /** What it holds for the tunnel address of the peer. */
  private static Optional<String> mac(Victim node, Matcher route) {
    return node.lines("ip-neigh.txt").stream()
        .filter(line -> line.startsWith(route.group(2) + " "))
        .map(line -> line.replaceFirst(".*lladdr ([0-9a-f:]+).*", "$1"))
        .findFirst();
  }
}
