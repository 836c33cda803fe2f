package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.ConnectionState;
import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.Netfilter;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.dataplane.netfilter.Truth;
import io.coldtrace.facts.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A flow's packet on its way, there and then back, and all that was met. */
final class Trip {
  private final Cluster cluster;
  private final Choices choices;
  private final Conntrack conntrack = new Conntrack();
  private final List<Step> steps = new ArrayList<>();
  private final SortedSet<Assumption> assumptions = new TreeSet<>();
  private final Set<Host> seen = new HashSet<>();
  private final Flow flow;
  private PacketHeader packet;
  private String traffic;
  private String direction = "request";
  private String pod = "";
  private Optional<Decision> doubt = Optional.empty();

  Trip(Cluster cluster, Choices choices, Flow flow, PacketHeader packet, String traffic) {
    this.cluster = cluster;
    this.choices = choices;
    this.flow = flow;
    this.packet = packet;
    this.traffic = traffic;
  }

  Cluster cluster() {
    return cluster;
  }

  Choices choices() {
    return choices;
  }

  Conntrack conntrack() {
    return conntrack;
  }

  Flow flow() {
    return flow;
  }

  /** The packet as it is now. */
  PacketHeader packet() {
    return packet;
  }

  void packet(PacketHeader now) {
    packet = now;
  }

  /** What is on its way: {@code vxlan} (the encapsulation), {@code pod} or {@code node}. */
  String traffic() {
    return traffic;
  }

  void traffic(String now) {
    traffic = now;
  }

  String direction() {
    return direction;
  }

  boolean isReply() {
    return direction.equals("reply");
  }

  /** The answer sets out. */
  void turn(PacketHeader reply) {
    direction = "reply";
    packet = reply;
  }

  /** The packet enters a network namespace, which knows its flow or does not. */
  void enter(Host host) {
    if (!isReply()) {
      seen.add(host);
    } else if (seen.contains(host)) {
      packet = packet.inState(ConnectionState.ESTABLISHED);
    } else {
      // An answer to what conntrack never saw: a datagram may begin a flow, nothing else may.
      boolean datagram = packet.protocol().equals("udp");
      packet = packet.inState(datagram ? ConnectionState.NEW : ConnectionState.INVALID);
    }
  }

  /** The packet is inside a pod's network namespace now; empty: in the node's own. */
  void inside(String name) {
    pod = name;
  }

  List<Step> steps() {
    return steps;
  }

  SortedSet<Assumption> assumptions() {
    return assumptions;
  }

  void assume(Assumption assumption) {
    assumptions.add(assumption);
  }

  void step(String node, String stage, String outcome, String text, Source source) {
    steps.add(new Step(direction, node, pod, stage, packet, outcome, text, source));
  }

  Loss lost(String node, String reason, Source source, String text) {
    return Loss.at(node, reason, traffic, source, text);
  }

  Loss rejected(String node, String reason, Source source, String text) {
    return Loss.rejected(node, reason, traffic, source, text);
  }

  Loss unknown(String node, String reason) {
    return Loss.unknown(node, reason, traffic);
  }

  /** Chance decides: once so, once so. */
  Truth roll() {
    return choices.pick(2) == 0 ? Truth.YES : Truth.NO;
  }

  /** Which of these ways it is depends on a rule that is not understood. */
  void doubt(Decision decision) {
    doubt = doubt.or(() -> Optional.of(decision));
  }

  /** The first rule that decides where the packet goes and that is not understood. */
  Optional<Decision> doubt() {
    return doubt;
  }

  /** Sends the packet through a hook of a namespace; what objects is the loss. */
  Optional<Loss> filter(Host host, Hook hook) {
    if (!host.netfilterCollected()) {
      if (pod.isEmpty()) {
        assume(Assumption.noRules(host.name()));
      }
      return Optional.empty();
    }
    Netfilter.Passage passage = host.netfilter().pass(hook, packet, this::roll);
    packet = passage.packet();
    Decision decision = passage.decision();
    if (decision.verdict() == Decision.Verdict.ACCEPTED) {
      step(host.name(), hook.name(), "accepted", decision.text(), decision.source());
      return Optional.empty();
    }
    return Optional.of(Loss.by(host.name(), hook, traffic, decision));
  }
}
