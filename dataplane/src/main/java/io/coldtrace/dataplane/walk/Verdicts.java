package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.host.SourceCheck;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.network.Route;
import java.util.List;
import java.util.Optional;

/** What of a host's routes and kernel parameters stops a packet. */
final class Verdicts {
  private final Trip trip;

  Verdicts(Trip trip) {
    this.trip = trip;
  }

  /** What is wrong with the routes that a look-up found. */
  Optional<Loss> route(Host host, List<Route> routes) {
    if (trip.packet().mark() == PacketHeader.OPEN && host.routes().byMark()) {
      return Optional.of(trip.unknown(host.name(), "mark-not-understood"));
    }
    if (routes.isEmpty()) {
      String text = "no route to " + trip.packet().destination().getText();
      return Optional.of(
          host.routes().collected()
              ? trip.rejected(host.name(), "no-route", host.routes().source(), text)
              : trip.unknown(host.name(), "routes-not-collected"));
    }
    Route route = routes.get(0);
    String reason = route.type() + "-route";
    return switch (route.type()) {
      case "blackhole" ->
          Optional.of(trip.lost(host.name(), reason, route.source(), Wording.line(route)));
      case "unreachable", "prohibit", "broadcast", "multicast" ->
          Optional.of(trip.rejected(host.name(), reason, route.source(), Wording.line(route)));
      default -> Optional.empty();
    };
  }

  Optional<Loss> forwarding(Host host, String device) {
    Optional<Sysctl> forwarding = host.forwarding(device);
    if (forwarding.isEmpty()) {
      trip.assume(Assumption.forwards(host.name()));
      return Optional.empty();
    }
    if (!forwarding.get().value().equals("0")) {
      return Optional.empty();
    }
    // Where forwarding is off as a whole, that line is the cause, not the interface's copy of it.
    Sysctl cause =
        host.sysctl("net.ipv4.ip_forward")
            .filter(whole -> whole.value().equals("0"))
            .orElse(forwarding.get());
    return Optional.of(
        trip.lost(host.name(), "forwarding-off", cause.source(), Wording.line(cause)));
  }

  /** A source address that the host does not believe. */
  Optional<Loss> source(Host host, String out) {
    return SourceCheck.of(host, trip.packet(), out)
        .map(
            refusal -> {
              PacketHeader packet = trip.packet();
              String text =
                  refusal
                      .setting()
                      .map(Wording::line)
                      .orElse(packet.source() + " is no source on " + packet.inDevice());
              return trip.lost(
                  host.name(), refusal.reason(), Journey.line(refusal.setting()), text);
            });
  }

  /**
   * A host that says nothing when it is asked on a device who has an address ({@code arp_ignore}).
   */
  Optional<Loss> silent(Host host, String device, Ip asked) {
    int ignore = host.greatest("arp_ignore", device);
    boolean there =
        host.addresses().stream()
            .filter(own -> own.device().equals(device))
            .anyMatch(own -> own.address().address().equals(asked));
    if (ignore != 8 && (ignore < 1 || ignore > 2 || there)) {
      return Optional.empty();
    }
    String value = String.valueOf(ignore);
    return host.perDevice("arp_ignore", device)
        .filter(sysctl -> sysctl.value().equals(value))
        .or(() -> host.perDevice("arp_ignore", "all"))
        .map(
            sysctl ->
                trip.lost(
                    host.name(), "neighbor-unresolved", sysctl.source(), Wording.line(sysctl)));
  }

  Optional<Loss> timeToLive(Host host) {
    return trip.packet().traits().ttl() > 1
        ? Optional.empty()
        : Optional.of(trip.rejected(host.name(), "ttl-exceeded", Source.NONE, "TTL is 1"));
  }

  Optional<Loss> echoIgnored(Host host) {
    return host.sysctl("net.ipv4.icmp_echo_ignore_all")
        .filter(sysctl -> sysctl.value().equals("1") && trip.packet().icmpType() == 8)
        .map(
            sysctl ->
                trip.lost(host.name(), "echo-ignored", sysctl.source(), Wording.line(sysctl)));
  }
}
