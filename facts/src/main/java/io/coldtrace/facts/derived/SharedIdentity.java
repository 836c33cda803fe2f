package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * Something that is to be a node's own and that several nodes have, as clones of one machine do.
 *
 * @param source the first node's line
 * @param what {@code mac} of the underlay's interface, or {@code hostname}
 * @param nodes sorted
 * @param signs each node's line
 */
public record SharedIdentity(
    Source source, String what, String value, List<String> nodes, List<Source> signs)
    implements Fact {
  public SharedIdentity {
    nodes = List.copyOf(nodes);
    signs = List.copyOf(signs);
  }
}
