package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A flow's packet on its way, there and then back, and all that was met. */
final class Trip {
  private final Cluster cluster;
  private final Choices choices;
  private final Hooks hooks = new Hooks(this);
  private final List<Step> steps = new ArrayList<>();
  private final SortedSet<Assumption> assumptions = new TreeSet<>();
  private Detail detail;
  private final Flow flow;
  private PacketHeader packet;
  private String traffic;
  private String direction = "request";
  private String pod = "";

  /** Which of its stations a walk keeps. */
  enum Detail {
    ALL,
    /** Where it is sent elsewhere, and where it is lost. */
    TURNS,
    LOSS;

    private boolean keeps(String stage) {
      return switch (this) {
        case ALL -> true;
        case TURNS -> stage.equals("dnat") || stage.equals("lost");
        case LOSS -> stage.equals("lost");
      };
    }
  }

  Trip(
      Cluster cluster,
      Choices choices,
      Detail detail,
      Flow flow,
      PacketHeader packet,
      String traffic) {
    this.cluster = cluster;
    this.choices = choices;
    this.detail = detail;
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

  Hooks hooks() {
    return hooks;
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

  /** The sender's next packet sets out. */
  void again(PacketHeader next) {
    direction = "request";
    packet = next;
    hooks.forget();
  }

  /** The answer sets out. */
  void turn(PacketHeader reply) {
    direction = "reply";
    packet = reply;
    hooks.forget();
  }

  /** The packet leaves a network namespace for another. */
  void cross() {
    packet = packet.onTheWire();
    hooks.forget();
  }

  /** Later packets of a flow are shown only where they are lost. */
  void hush() {
    detail = Detail.LOSS;
  }

  Detail detail() {
    return detail;
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
    if (detail.keeps(stage)) {
      steps.add(new Step(direction, node, pod, stage, packet, outcome, text, source));
    }
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

  /** Sends the packet through a hook of a namespace; what objects is the loss. */
  Optional<Loss> filter(Host host, Hook hook) {
    if (!host.netfilterCollected() && pod.isEmpty()) {
      assume(Assumption.noRules(host.name()));
    }
    return hooks.run(host, hook);
  }
}
