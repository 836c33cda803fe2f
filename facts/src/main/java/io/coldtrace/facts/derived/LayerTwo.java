package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * Whether the nodes reach each other's underlay addresses without a router between them, as their
 * routes and neighbor tables show it; host-gw needs that.
 *
 * @param source the route that leads over a router, or the first that does not
 * @param shared whether all of them do
 * @param nodes that were judged, those that Kubernetes alone knows among them
 * @param against the node that reaches another one over a router; empty if none
 */
public record LayerTwo(Source source, boolean shared, List<String> nodes, String against)
    implements Fact {}
