package io.coldtrace.facts.derived;

import io.coldtrace.facts.Source;
import java.util.List;

/**
 * Something that keeps flannel's daemon from its work, now: what has passed (its pod is ready
 * again, or its log goes on to a lease) is none.
 *
 * @param source the line that says it best
 * @param node empty if it holds for the cluster
 * @param kind {@code down}, {@code no-podcidr}, {@code podcidr-outside}, {@code no-interface},
 *     {@code config-unreadable}, {@code api-unreachable}, {@code forbidden}, {@code api-failed},
 *     {@code iptables-failed}, {@code address-in-use}, {@code not-supported}, {@code behind-nat},
 *     {@code subnet-env-missing}
 * @param subject of what it speaks: the reason of a pod that is down, an address, a network
 * @param text the message; of a pod its namespace and name
 * @param signs all lines that show it
 * @param flows walks that the model loses because flannel has not written what it should have
 * @param probes failed probes among them
 */
public record FlannelFailure(
    Source source,
    String node,
    String kind,
    String subject,
    String text,
    List<Source> signs,
    List<String> flows,
    List<String> probes)
    implements BreaksFlows {
  public FlannelFailure {
    signs = List.copyOf(signs);
    flows = List.copyOf(flows);
    probes = List.copyOf(probes);
  }
}
