package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.facts.Source;

/**
 * The place where a packet ends, or where it is not known how it goes on.
 *
 * @param verdict {@code dropped}, {@code rejected} or {@code unknown}
 * @param hook empty if it was not netfilter
 * @param traffic {@code vxlan}, {@code pod} or {@code node}
 * @param decision netfilter's own account; accepted if it was not netfilter
 */
public record Loss(
    String node,
    String verdict,
    String hook,
    String reason,
    String traffic,
    Source source,
    Decision decision) {

  static Loss at(String node, String reason, String traffic, Source source) {
    return new Loss(node, "dropped", "", reason, traffic, source, Decision.accepted());
  }

  static Loss unknown(String node, String reason, String traffic) {
    return new Loss(node, "unknown", "", reason, traffic, Source.NONE, Decision.accepted());
  }

  static Loss by(String node, Hook hook, String traffic, Decision decision) {
    String verdict =
        switch (decision.verdict()) {
          case DROPPED -> "dropped";
          case REJECTED -> "rejected";
          default -> "unknown";
        };
    return new Loss(
        node, verdict, hook.name(), decision.reason(), traffic, decision.source(), decision);
  }
}
