package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A node whose strict reverse-path filter drops its peers' VXLAN packets: they come in by one
 * interface, and the way back to the peer leads out by another.
 *
 * @param source the line of the parameter that makes the filter strict
 * @param device that the packets come in by
 * @param routeDevice that the route to the peers leads out by
 * @param peers the peers' addresses
 * @param key the parameter
 * @param route the line of the route
 * @param probes failed probes between the node and these peers
 */
public record ReversePathFault(
    Source source,
    String node,
    String device,
    String routeDevice,
    List<String> peers,
    String key,
    Source route,
    List<String> probes)
    implements Fact {
  public ReversePathFault {
    peers = List.copyOf(peers);
    probes = List.copyOf(probes);
  }
}
