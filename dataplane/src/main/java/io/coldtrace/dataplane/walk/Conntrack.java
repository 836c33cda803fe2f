package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the hosts remember of one flow's translations, to undo them on its replies. */
final class Conntrack {
  /** On this host the flow came as the one and leaves as the other. */
  private record Translation(Host host, PacketHeader before, PacketHeader after) {
    boolean endsWith(PacketHeader packet) {
      return after.source().equals(packet.source())
          && after.destination().equals(packet.destination())
          && after.destinationPort() == packet.destinationPort();
    }
  }

  private final List<Translation> translations = new ArrayList<>();

  /** Destination and then source of one flow make one entry. */
  void remember(Host host, PacketHeader before, PacketHeader after) {
    for (int i = 0; i < translations.size(); i++) {
      Translation made = translations.get(i);
      if (made.host() == host && made.endsWith(before)) {
        translations.set(i, new Translation(host, made.before(), after));
        return;
      }
    }
    translations.add(new Translation(host, before, after));
  }

  /** Whether the host changed the destination of the flow that the reply belongs to. */
  boolean changed(Host host, PacketHeader reply) {
    return translations.stream()
        .filter(made -> made.host() == host)
        .anyMatch(made -> comesFrom(reply, made.after()) && !comesFrom(reply, made.before()));
  }

  /** The reply goes to who asked in truth; empty if that is so already. */
  Optional<PacketHeader> undoDestination(Host host, PacketHeader reply) {
    return translations.stream()
        .filter(made -> made.host() == host)
        .filter(made -> made.after().source().equals(reply.destination()))
        .filter(made -> comesFrom(reply, made.after()))
        .filter(made -> !made.before().source().equals(reply.destination()))
        .map(made -> reply.translatedTo(made.before().source(), reply.destinationPort()))
        .findFirst();
  }

  /** The reply comes from whom the flow was for; empty if that is so already. */
  Optional<PacketHeader> undoSource(Host host, PacketHeader reply) {
    return translations.stream()
        .filter(made -> made.host() == host)
        .filter(made -> made.before().source().equals(reply.destination()))
        .filter(made -> comesFrom(reply, made.after()))
        .filter(made -> !comesFrom(reply, made.before()))
        .map(
            made ->
                reply.translatedFrom(made.before().destination(), made.before().destinationPort()))
        .findFirst();
  }

  private static boolean comesFrom(PacketHeader reply, PacketHeader request) {
    return request.destination().equals(reply.source())
        && request.destinationPort() == reply.sourcePort();
  }
}
