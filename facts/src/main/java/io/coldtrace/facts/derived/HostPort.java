package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A port of a node that leads to a pod, as the portmap plugin's rules and the pods have it.
 *
 * @param source the rule that is asked first; without one the pod's name
 * @param port as {@code 8080/tcp}
 * @param targets where its rules lead to, in the order in which they are asked: {@code
 *     10.244.1.5:80}
 * @param stale those of them that are no pod's of this node
 * @param pods the pods that want it, as {@code namespace/name}; none if no pods were collected
 * @param removals commands that take the rules of the stale ones away
 * @param signs the rules
 */
public record HostPort(
    Source source,
    String node,
    String port,
    List<String> targets,
    List<String> stale,
    List<String> pods,
    List<String> removals,
    List<Source> signs)
    implements Fact {
  public HostPort {
    targets = List.copyOf(targets);
    stale = List.copyOf(stale);
    pods = List.copyOf(pods);
    removals = List.copyOf(removals);
    signs = List.copyOf(signs);
  }
}
