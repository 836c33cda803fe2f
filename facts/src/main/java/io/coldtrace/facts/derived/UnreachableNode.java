package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A node of which no probe of any other node gets an answer, neither of its own address nor of what
 * runs on it, while nothing on the nodes accounts for it.
 *
 * @param source a ping to its address that failed
 * @param node that nobody reaches
 * @param address its own
 * @param askers the nodes that asked, sorted
 * @param signs such a ping of each asker; then what the askers know of its hardware address
 * @param resolved whether an asker has its hardware address
 * @param routed whether an asker reaches it by a router
 * @param probes all that failed towards it, and those of its own that failed towards others
 */
public record UnreachableNode(
    Source source,
    String node,
    String address,
    List<String> askers,
    List<Source> signs,
    boolean resolved,
    boolean routed,
    List<String> probes)
    implements Fact {
  public UnreachableNode {
    askers = List.copyOf(askers);
    signs = List.copyOf(signs);
    probes = List.copyOf(probes);
  }
}
