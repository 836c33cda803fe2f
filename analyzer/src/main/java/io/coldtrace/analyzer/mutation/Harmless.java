package io.coldtrace.analyzer.mutation;

import java.util.Optional;

/** What looks like a fault and breaks nothing: it must raise no alarm. */
final class Harmless {
  private Harmless() {}

  /** A route that leads nowhere, to a network that no pod is in. */
  static Optional<String> blackhole(Victim node) {
    String elsewhere = node.any("198.51.100.0/24", "203.0.113.64/26");
    node.prepend("ip-route.txt", "blackhole " + elsewhere + " ");
    return Optional.of("ip route add blackhole " + elsewhere);
  }

  /** A rule without a target counts the tunnel's packets. */
  static Optional<String> counter(Victim node) {
    return node.rule("raw", "PREROUTING -p udp -m udp --dport " + node.port());
  }

  /** An entry for a MAC address that nobody has. */
  static Optional<String> fdbEntry(Victim node) {
    return node.peer()
        .map(
            route -> {
              String entry = " dev " + route.group(3) + " dst 192.0.2.9 self permanent";
              String mac = "02:00:5e:00:53:0" + node.any(1, 2, 3);
              node.prepend("bridge-fdb.txt", mac + entry);
              return "bridge fdb append " + mac + entry;
            });
  }

  /** Above all others, for packets that are nobody's or come by an interface that is not there. */
  static Optional<String> forwardRule(Victim node) {
    return node.rule(
        "filter",
        node.any(
            "FORWARD -i br-legacy -j REJECT --reject-with icmp-host-prohibited",
            "FORWARD -s 203.0.113.0/24 -j DROP",
            "FORWARD -d 198.51.100.7/32 -p tcp -m tcp --dport 25 -j DROP"));
  }

  /** Another port than the tunnel's. */
  static Optional<String> inputDrop(Victim node) {
    return node.rule("filter", "INPUT -p udp -m udp --dport 31415 -j DROP");
  }

  /** The loose reverse path filter wants a way back by any interface, and there is one. */
  static Optional<String> looseCheck(Victim node) {
    String key = "net.ipv4.conf.all.rp_filter";
    node.each("sysctl-a.txt", line -> line.startsWith(key + " = ") ? key + " = 2" : line);
    return Optional.of("sysctl -q -w " + key + "=2");
  }

  /** By an interface that no packet of the pods comes by. */
  static Optional<String> rawDrop(Victim node) {
    return node.rule("raw", "PREROUTING -i wg0 -p udp -m udp --dport " + node.port() + " -j DROP");
  }
}
