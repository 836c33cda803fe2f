package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.facts.Source;
import java.util.Optional;

/**
 * The place where a packet ends, or where it is not known how it goes on.
 *
 * @param verdict {@code dropped}, {@code rejected} or {@code unknown}
 * @param hook empty if it was not netfilter
 * @param traffic {@code vxlan}, {@code pod} or {@code node}
 * @param decision netfilter's own account; accepted if it was not netfilter
 * @param text what decides, in words or as written: {@code no route to 10.244.2.5}
 * @param notice of a packet that is too large, where the message that would tell its sender is
 *     lost; empty if it arrives, and of all other losses
 */
public record Loss(
    String node,
    String verdict,
    String hook,
    String reason,
    String traffic,
    Source source,
    Decision decision,
    String text,
    Optional<Loss> notice) {
  /** A packet is larger than the device takes by which it is to leave, and must not be cut. */
  public static final String TOO_LARGE = "mtu-exceeded";

  /** The reason where a rule in a pod's own network namespace decides. */
  public static final String POD_RULE = "pod-rule";

  private Loss(
      String node,
      String verdict,
      String hook,
      String reason,
      String traffic,
      Source source,
      Decision decision,
      String text) {
    this(node, verdict, hook, reason, traffic, source, decision, text, Optional.empty());
  }

  static Loss at(String node, String reason, String traffic, Source source, String text) {
    return new Loss(node, "dropped", "", reason, traffic, source, Decision.accepted(), text);
  }

  /** What was taken for granted does not hold: what a probe or a capture shows. */
  public static Loss disproved(Assumption assumption, Source source, String text) {
    String reason =
        switch (assumption.kind()) {
          case UNDERLAY -> "underlay";
          case LISTENS -> "port-not-open";
          case POD -> "pod-namespace";
          default -> "out-of-sight";
        };
    String traffic = assumption.detail().startsWith("UDP port") ? "vxlan" : "pod";
    return at(assumption.from(), reason, traffic, source, text);
  }

  /** A probe failed by something that nothing collected shows. */
  public static Loss asProbed(String node, Source source, String text) {
    return at(node, "out-of-sight", "pod", source, text);
  }

  static Loss rejected(String node, String reason, String traffic, Source source, String text) {
    return new Loss(node, "rejected", "", reason, traffic, source, Decision.accepted(), text);
  }

  static Loss unknown(String node, String reason, String traffic) {
    return new Loss(node, "unknown", "", reason, traffic, Source.NONE, Decision.accepted(), reason);
  }

  /** It depends on a rule that is not understood which way the packet goes. */
  static Loss unsettled(Decision decision) {
    return new Loss(
        decision.source().node(),
        "unknown",
        "",
        decision.reason(),
        "",
        decision.source(),
        decision,
        decision.text());
  }

  /** The same, where the rule stands in a pod's own network namespace. */
  Loss inPod() {
    boolean byRule = reason.equals("rule") || reason.equals("policy");
    return byRule ? new Loss(node, verdict, hook, POD_RULE, traffic, source, decision, text) : this;
  }

  /** The same, and nobody is told. */
  Loss unsaid() {
    return new Loss(node, "dropped", hook, reason, traffic, source, decision, text);
  }

  /** The same, and the message that would tell the sender is lost as well. */
  Loss untold(Loss message) {
    String both = text + "; the message that says so is lost: " + message.text();
    return new Loss(
        node, "dropped", hook, reason, traffic, source, decision, both, Optional.of(message));
  }

  static Loss by(String node, Hook hook, String traffic, Decision decision) {
    String verdict =
        switch (decision.verdict()) {
          case DROPPED -> "dropped";
          case REJECTED -> "rejected";
          default -> "unknown";
        };
    return new Loss(
        node,
        verdict,
        hook.name(),
        decision.reason(),
        traffic,
        decision.source(),
        decision,
        decision.text());
  }
}
