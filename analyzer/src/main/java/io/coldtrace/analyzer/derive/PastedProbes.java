package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.capture.DnsOutput;
import io.coldtrace.facts.capture.PingOutput;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.kubernetes.KubeService;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Probes that people ran: the pings and look-ups in a pasted text, of nodes whose collector did not
 * probe; what that printed is told by its manifest. Only those that ask a node, a pod or the DNS
 * service of the cluster are some.
 *
 * <pre>
 * [root@node-1 ~]# ping -c 3 10.244.2.1
 * 3 packets transmitted, 0 received, 100% packet loss, time 2046ms
 * </pre>
 */
final class PastedProbes {
  private final Places places;
  private final Set<String> collected = new TreeSet<>();
  private final Set<String> services = new HashSet<>();

  /** By what was asked: of two that ask the same, the later tells how it is now. */
  private final Map<String, Probe> probes = new LinkedHashMap<>();

  private PastedProbes(Collection<? extends Fact> facts, Places places) {
    this.places = places;
    for (Fact fact : facts) {
      if (fact instanceof Probe probe) {
        collected.add(probe.node());
      } else if (fact instanceof KubeService service) {
        services.addAll(service.clusterIps());
      }
    }
  }

  static List<Probe> of(Collection<? extends Fact> facts, Places places) {
    PastedProbes pasted = new PastedProbes(facts, places);
    for (Fact fact : facts) {
      String node = fact.source().node();
      boolean pastedText = !fact.source().file().startsWith("probes/");
      if (!pastedText || !places.collected().contains(node) || pasted.collected.contains(node)) {
        continue;
      }
      if (fact instanceof PingOutput ping) {
        result(ping).ifPresent(result -> pasted.ping(ping, result));
      } else if (fact instanceof DnsOutput dns) {
        result(dns).ifPresent(result -> pasted.lookUp(dns, result));
      }
    }
    return List.copyOf(pasted.probes.values());
  }

  private void ping(PingOutput ping, String result) {
    Optional<Ip> address = Ip.parse(ping.target()).filter(ip -> ip.version() == 4);
    Optional<String> target = address.flatMap(places::nodeOf);
    if (target.isPresent()) {
      String kind = kind(address.get(), target.get());
      add(ping, kind, target.get(), ping.target(), "-", result, first(ping.errors()));
    }
  }

  private String kind(Ip address, String node) {
    Optional<Cidr> pods = places.podCidr(node).filter(cidr -> cidr.contains(address));
    if (pods.isEmpty()) {
      return "ping-node";
    }
    Cidr cidr = pods.get();
    return address.equals(cidr.nth(0))
        ? "ping-tunnel"
        : address.equals(cidr.nth(1)) ? "ping-gateway" : "ping-pod";
  }

  private void lookUp(DnsOutput dns, String result) {
    Optional<Ip> server = Ip.parse(dns.server()).filter(ip -> ip.version() == 4);
    if (services.contains(dns.server())) {
      add(dns, "dns-service", "", dns.server(), "53/udp", result, dns.status());
      return;
    }
    server
        .flatMap(places::nodeOf)
        .filter(node -> kind(server.get(), node).equals("ping-pod"))
        .ifPresent(node -> add(dns, "dns-pod", node, dns.server(), "53/udp", result, dns.status()));
  }

  private void add(
      Fact fact,
      String kind,
      String target,
      String address,
      String port,
      String result,
      String say) {
    String node = fact.source().node();
    String id = node + "/" + kind + "." + address;
    String name = kind.equals("ping-pod") || kind.startsWith("dns-") ? address : target;
    probes.put(
        id,
        new Probe(
            fact.source(),
            id,
            kind,
            node,
            name,
            target,
            address,
            port,
            0,
            0,
            result,
            say,
            fact.source().file()));
  }

  private static String first(List<String> errors) {
    return errors.isEmpty() ? "" : errors.get(0);
  }

  /**
   * What came of a ping; empty if it was cut off, or if its own size was in its way: how large it
   * was is not known here.
   */
  private static Optional<String> result(PingOutput ping) {
    if (ping.received() > 0) {
      return Optional.of("ok");
    }
    String errors = String.join("\n", ping.errors()).toLowerCase(Locale.ROOT);
    if (ping.transmitted() <= 0 || errors.contains("too long") || errors.contains("frag needed")) {
      return Optional.empty();
    }
    if (errors.contains("prohibited") || errors.contains("filtered")) {
      return Optional.of("prohibited");
    }
    if (errors.contains("not permitted")) {
      return Optional.of("not-permitted");
    }
    return Optional.of(errors.contains("unreachable") ? "unreachable" : "timeout");
  }

  /** A name that is not there was looked up well. */
  private static Optional<String> result(DnsOutput dns) {
    return switch (dns.status()) {
      case "NOERROR", "NXDOMAIN" -> Optional.of("ok");
      case "TIMEOUT" -> Optional.of("timeout");
      case "UNREACHABLE" -> Optional.of("unreachable");
      default -> dns.answers().isEmpty() ? Optional.empty() : Optional.of("ok");
    };
  }
}
