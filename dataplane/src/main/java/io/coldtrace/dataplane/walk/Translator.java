package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.Outcome;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.netfilter.Translation;
import io.coldtrace.dataplane.walk.Conntrack.Connection;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.network.Route;
import java.util.Optional;

/** Gives a new connection other ends, as a NAT rule says. */
final class Translator {
  /** Of a range of addresses so many are followed. */
  private static final int MAX_ADDRESSES = 8;

  /** Any but the one that the sender had, and none that {@link Tunnel} makes. */
  private static final int DRAWN_PORT = PacketHeader.EPHEMERAL + (1 << 15);

  private final Trip trip;

  Translator(Trip trip) {
    this.trip = trip;
  }

  /** The loss if the kernel finds no address to use. */
  Optional<Loss> apply(
      Host host, Hook hook, Connection connection, Translation translation, Outcome outcome) {
    boolean destination = translation.ofDestination(hook);
    PacketHeader packet = trip.packet();
    Optional<Ip> address = address(host, hook, translation, destination);
    if (address.isEmpty()) {
      return Optional.of(Loss.by(host.name(), hook, trip.traffic(), outcome.decision().dropping()));
    }
    int old = destination ? packet.transport().destinationPort() : packet.transport().sourcePort();
    int port = port(translation, old);
    if (destination) {
      connection.changeDestination(address.get(), port);
      String now = end(address.get(), packet.destinationPort() < 0 ? -1 : port);
      trip.choices().name(now);
      trip.step(host.name(), "dnat", "to " + now, outcome.text(), outcome.source());
    } else {
      connection.changeSource(address.get(), port);
      trip.step(host.name(), "snat", "from " + address.get(), outcome.text(), outcome.source());
    }
    return Optional.empty();
  }

  private static int port(Translation translation, int old) {
    if (translation.draws() && old >= 0) {
      return DRAWN_PORT;
    }
    boolean fits =
        translation.firstPort() < 0
            || (old >= translation.firstPort() && old <= translation.lastPort());
    return fits || old < 0 ? old : translation.firstPort();
  }

  private Optional<Ip> address(Host host, Hook hook, Translation translation, boolean destination) {
    PacketHeader packet = trip.packet();
    return switch (translation.kind()) {
      case MASQUERADE -> host.sourceTowards(packet.outDevice(), next(host, packet));
      case REDIRECT ->
          hook == Hook.OUTPUT ? Ip.parse("127.0.0.1") : host.addressOf(packet.inDevice());
      case NETMAP ->
          Optional.of(
              mapped(
                  translation.network().orElseThrow(),
                  destination ? packet.destination() : packet.source()));
      default ->
          Optional.of(
              translation
                  .first()
                  .map(first -> oneOf(first, translation.last().orElse(first)))
                  .orElse(destination ? packet.destination() : packet.source()));
    };
  }

  private static Ip next(Host host, PacketHeader packet) {
    return host.routes()
        .lookup(Optional.of(packet.source()), packet.destination())
        .flatMap(Route::gateway)
        .orElse(packet.destination());
  }

  private Ip oneOf(Ip first, Ip last) {
    long more = first.version() == 4 ? last.low() - first.low() : 0;
    if (more <= 0) {
      return first;
    }
    int taken = trip.choices().pick((int) Math.min(more + 1, MAX_ADDRESSES), Optional.empty());
    return new Ip(4, 0, first.low() + taken);
  }

  private static Ip mapped(Cidr network, Ip address) {
    if (address.version() != 4 || network.address().version() != 4) {
      return address;
    }
    long host = network.prefix() == 0 ? 0xFFFF_FFFFL : (1L << (32 - network.prefix())) - 1;
    return new Ip(4, 0, (network.address().low() & ~host) | (address.low() & host));
  }

  static String end(Ip address, int port) {
    return port > 0 && port < PacketHeader.EPHEMERAL
        ? address.getText() + ":" + port
        : address.getText();
  }
}
