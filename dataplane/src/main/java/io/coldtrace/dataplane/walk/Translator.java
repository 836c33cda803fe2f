package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.ConnectionState;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.Nat;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.IpvsDestination;
import io.coldtrace.facts.netfilter.IpvsService;
import java.util.List;
import java.util.Optional;

/** Gives a flow's packets other addresses, where NAT or IPVS say so, and undoes it on replies. */
final class Translator {
  private final Trip trip;

  Translator(Trip trip) {
    this.trip = trip;
  }

  /**
   * At {@code PREROUTING} or {@code OUTPUT}: the destination, as the flow's first packet has it.
   */
  void destination(Host host, Hook hook) {
    if (trip.isReply()) {
      trip.packet(trip.packet().translated(trip.conntrack().changed(host, trip.packet())));
    }
    if (undo(host, trip.conntrack().undoDestination(host, trip.packet())) || !isNew(host)) {
      return;
    }
    Nat nat = pick(host.netfilter().nat(hook, trip.packet(), trip::roll));
    trip.packet(nat.packet());
    PacketHeader before = trip.packet();
    Optional<Ip> target =
        nat.kind() == Nat.Kind.DESTINATION
            ? nat.address().or(() -> Optional.of(before.destination()))
            : nat.kind() == Nat.Kind.REDIRECT ? redirected(host, hook) : Optional.empty();
    target.ifPresent(
        address -> {
          int port = nat.port() < 0 ? before.destinationPort() : nat.port();
          translate(host, before.translatedTo(address, port), "dnat", nat);
        });
  }

  private Optional<Ip> redirected(Host host, Hook hook) {
    return hook == Hook.OUTPUT
        ? Ip.parse("127.0.0.1")
        : host.addressOf(trip.packet().inDevice()).or(host::mainAddress);
  }

  /** At {@code POSTROUTING} or {@code INPUT}: the source. */
  void source(Host host) {
    boolean undone = undo(host, trip.conntrack().undoSource(host, trip.packet()));
    if (undone || !isNew(host) || trip.packet().outDevice().isEmpty()) {
      return;
    }
    Nat nat = pick(host.netfilter().nat(Hook.POSTROUTING, trip.packet(), trip::roll));
    Optional<Ip> address =
        switch (nat.kind()) {
          case SOURCE -> nat.address();
          case MASQUERADE -> host.addressOf(trip.packet().outDevice());
          default -> Optional.empty();
        };
    address
        .filter(ip -> !ip.equals(trip.packet().source()))
        .ifPresent(
            ip -> {
              // The port of the client is any ephemeral one, before as after.
              int port = trip.packet().sourcePort();
              translate(host, trip.packet().translatedFrom(ip, port), "snat", nat);
            });
  }

  private boolean isNew(Host host) {
    return host.netfilterCollected()
        && !trip.isReply()
        && trip.packet().state() == ConnectionState.NEW;
  }

  private Nat pick(List<Nat> ways) {
    if (ways.size() == 1) {
      return ways.get(0);
    }
    Nat nat = ways.get(trip.choices().pick(ways.size()));
    nat.doubt().ifPresent(trip::doubt);
    return nat;
  }

  private void translate(Host host, PacketHeader after, String stage, Nat nat) {
    trip.conntrack().remember(host, trip.packet(), after);
    trip.packet(after);
    if (stage.equals("dnat")) {
      String now = end(after.destination(), after.destinationPort());
      trip.choices().name(now);
      trip.step(host.name(), stage, "to " + now, nat.text(), nat.source());
    } else {
      String now = after.source().getText();
      trip.step(host.name(), stage, "from " + now, nat.text(), nat.source());
    }
  }

  private boolean undo(Host host, Optional<PacketHeader> undone) {
    undone.ifPresent(
        packet -> {
          boolean source = !packet.source().equals(trip.packet().source());
          trip.packet(packet);
          trip.step(
              host.name(),
              source ? "dnat" : "snat",
              "undone: " + (source ? "from " + packet.source() : "to " + packet.destination()),
              "",
              Source.NONE);
        });
    return undone.isPresent();
  }

  private static String end(Ip address, int port) {
    return port > 0 ? address.getText() + ":" + port : address.getText();
  }

  /**
   * IPVS: at {@code OUTPUT} for the host's own packets, behind {@code INPUT} for others
   * (ipvsadm(8)). A service without a server that takes connections refuses them.
   */
  Optional<Loss> service(Host host, Hook hook) {
    if (trip.isReply()) {
      return Optional.empty();
    }
    Optional<IpvsService> service =
        host.ipvs()
            .service(
                trip.packet().protocol(),
                trip.packet().destination(),
                trip.packet().destinationPort());
    if (service.isEmpty()) {
      return Optional.empty();
    }
    List<IpvsDestination> servers = host.ipvs().servers(service.get());
    String name = service.get().protocol() + " " + service.get().name();
    if (servers.isEmpty()) {
      return Optional.of(
          trip.rejected(host.name(), "no-endpoint", service.get().source(), "no server: " + name));
    }
    IpvsDestination server = servers.get(trip.choices().pick(servers.size()));
    PacketHeader before = trip.packet();
    Ip address = server.address().orElseThrow();
    PacketHeader after = before.translatedTo(address, server.port());
    trip.conntrack().remember(host, before, after);
    trip.packet(after);
    trip.choices().name(end(address, server.port()));
    trip.step(
        host.name(),
        "ipvs",
        "to " + end(address, server.port()) + " behind " + hook,
        name + " -> " + server.name(),
        server.source());
    return Optional.empty();
  }
}
