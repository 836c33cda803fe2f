package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.ConnectionState;
import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.Netfilter.Gate;
import io.coldtrace.dataplane.netfilter.Netfilter.Stage;
import io.coldtrace.dataplane.netfilter.Outcome;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.netfilter.PacketHeader.Devices;
import io.coldtrace.dataplane.netfilter.Translation;
import io.coldtrace.dataplane.walk.Conntrack.Connection;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import java.util.List;
import java.util.Optional;

/** A packet at netfilter's hooks: chains by priority, conntrack and NAT in their places. */
final class Hooks {
  private final Trip trip;
  private final Conntrack conntrack = new Conntrack();
  private Optional<Connection> connection = Optional.empty();
  private boolean tracked;
  private boolean rerouted;
  private Decision accepted = Decision.accepted();

  Hooks(Trip trip) {
    this.trip = trip;
  }

  /** The packet is in another network namespace now. */
  void forget() {
    connection = Optional.empty();
    tracked = false;
  }

  /** Another end for the packet's connection, as IPVS chose it; false if nothing is tracked. */
  boolean redirect(Ip address, int port) {
    connection.ifPresent(
        known -> {
          known.changeDestination(address, port);
          trip.packet(known.translated(trip.packet(), true));
        });
    return connection.isPresent();
  }

  /** Whether the last hook changed the packet so that it must be routed again. */
  boolean rerouted() {
    return rerouted;
  }

  /** Sends the packet through a hook of a namespace; what objects is the loss. */
  Optional<Loss> run(Host host, Hook hook) {
    accepted = Decision.accepted();
    rerouted = false;
    String family = trip.packet().source().version() == 6 ? "ip6" : "ip";
    boolean first = hook == Hook.PREROUTING || hook == Hook.OUTPUT;
    Optional<Loss> lost = gates(host, hook, Stage.BEFORE_TRACKING, family);
    if (lost.isEmpty() && first && !tracked) {
      track(host);
    }
    lost =
        lost.or(() -> gates(host, hook, Stage.BEFORE_NAT, family))
            .or(() -> hook == Hook.FORWARD ? Optional.empty() : translate(host, hook, family))
            .or(() -> gates(host, hook, Stage.AFTER_NAT, family));
    if (lost.isPresent()) {
      return lost;
    }
    if (hook == Hook.INPUT || hook == Hook.POSTROUTING) {
      connection.ifPresent(Connection::confirm);
    }
    if (host.netfilterCollected()) {
      trip.step(host.name(), hook.name(), "accepted", accepted.text(), accepted.source());
    }
    return Optional.empty();
  }

  /** Chains that see a device's packets before all else. */
  Optional<Loss> ingress(Host host, String device) {
    return gates(host, Hook.INGRESS, Stage.BEFORE_NAT, "netdev", device);
  }

  /** Chains that see what leaves by a device, after all else. */
  Optional<Loss> egress(Host host, String device) {
    return gates(host, Hook.EGRESS, Stage.BEFORE_NAT, "netdev", device);
  }

  /**
   * Chains of the bridge family. What they call devices are ports; the bridge is what ports are to
   * all others.
   */
  Optional<Loss> frame(Host host, Hook hook, Devices ports) {
    if (!host.netfilter().seesFrames()) {
      return Optional.empty();
    }
    Devices before = trip.packet().devices();
    trip.packet(trip.packet().between(ports));
    Optional<Loss> lost = Optional.empty();
    for (Stage stage : Stage.values()) {
      lost = lost.or(() -> gates(host, hook, stage, "bridge"));
    }
    trip.packet(trip.packet().between(before));
    return lost;
  }

  private Optional<Loss> gates(Host host, Hook hook, Stage stage, String family) {
    return gates(host, hook, stage, family, "");
  }

  private Optional<Loss> gates(Host host, Hook hook, Stage stage, String family, String device) {
    for (Gate gate : host.netfilter().gates(hook, stage, family, device)) {
      PacketHeader before = trip.packet();
      Outcome outcome = pick(gate.outcomes(before));
      if (outcome.lost()) {
        return Optional.of(Loss.by(host.name(), hook, trip.traffic(), outcome.decision()));
      }
      trip.packet(outcome.packet());
      connection.ifPresent(known -> known.mark(outcome.packet().tracking().mark()));
      Optional<Loss> unroutable =
          outcome.reroutes() && changed(before, outcome.packet())
              ? reroute(host)
              : Optional.empty();
      if (unroutable.isPresent()) {
        return unroutable;
      }
      note(outcome.decision());
    }
    return Optional.empty();
  }

  /** A changed packet of the host's own is routed again at once: later chains may not see it. */
  private Optional<Loss> reroute(Host host) {
    rerouted = true;
    PacketHeader packet = trip.packet();
    return new Verdicts(trip)
        .route(host, Routing.ofOwn(host, packet, Optional.of(packet.source())));
  }

  private static boolean changed(PacketHeader before, PacketHeader after) {
    return before.mark() != after.mark() || before.traits().tos() != after.traits().tos();
  }

  /** What let it pass is worth showing; a rule more than a policy. */
  private void note(Decision decision) {
    if (!decision.text().isEmpty() && !accepted.reason().equals("rule")) {
      accepted = decision;
    }
  }

  private Outcome pick(List<Outcome> outcomes) {
    Optional<Decision> doubt =
        outcomes.stream().flatMap(outcome -> outcome.doubtful().stream()).findFirst();
    // The doubt of a way that loses the packet is the one that matters.
    Optional<Decision> losing =
        outcomes.stream()
            .filter(Outcome::lost)
            .flatMap(outcome -> outcome.doubtful().stream())
            .findFirst();
    return outcomes.get(trip.choices().pick(outcomes.size(), losing.or(() -> doubt)));
  }

  private void track(Host host) {
    tracked = true;
    if (trip.packet().state() == ConnectionState.UNTRACKED) {
      return;
    }
    Conntrack.Tracked found = conntrack.track(host, trip.packet());
    trip.packet(found.packet());
    connection = found.connection();
  }

  private Optional<Loss> translate(Host host, Hook hook, String family) {
    if (connection.isEmpty()) {
      return Optional.empty();
    }
    Connection known = connection.get();
    boolean destination = hook.changesDestination();
    PacketHeader before = trip.packet();
    if (before.state() == ConnectionState.NEW && !known.settled(destination)) {
      Optional<Loss> lost = translation(host, hook, family, known);
      if (lost.isPresent()) {
        return lost;
      }
      known.settle(destination);
    }
    PacketHeader after = known.translated(trip.packet(), destination);
    trip.packet(after);
    boolean same =
        destination
            ? before.destination().equals(after.destination())
            : before.source().equals(after.source());
    Optional<Loss> unroutable = !same && hook == Hook.OUTPUT ? reroute(host) : Optional.empty();
    if (!same && before.tracking().reply()) {
      String what = destination ? "to " + after.destination() : "from " + after.source();
      trip.step(host.name(), destination ? "snat" : "dnat", "undone: " + what, "", Source.NONE);
    }
    return unroutable;
  }

  private Optional<Loss> translation(Host host, Hook hook, String family, Connection known) {
    for (Gate gate : host.netfilter().gates(hook, Stage.NAT, family, "")) {
      Outcome outcome = pick(gate.outcomes(trip.packet()));
      if (outcome.lost()) {
        return Optional.of(Loss.by(host.name(), hook, trip.traffic(), outcome.decision()));
      }
      trip.packet(outcome.packet());
      known.mark(outcome.packet().tracking().mark());
      Optional<Translation> translation = outcome.translation();
      if (translation.isPresent()) {
        return new Translator(trip).apply(host, hook, known, translation.get(), outcome);
      }
    }
    return Optional.empty();
  }
}
