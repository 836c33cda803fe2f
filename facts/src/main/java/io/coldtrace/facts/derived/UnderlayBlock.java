package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * VXLAN packets, of a cluster without a tunnel packets of pods, that leave one node and do not come
 * in at the other, while no rule on the nodes drops them: the underlay between them loses them. One
 * for the whole snapshot.
 *
 * @param source a packet that was sent and did not arrive, in the sender's capture
 * @param port the UDP port; 0 without a tunnel
 * @param nodes whose paths are hit; empty if that is all of them
 * @param directions {@code node-1 → node-2}, sorted
 * @param signs such a packet of each direction
 * @param probes failed probes that cross these paths
 * @param strangers packets to the same port that are no VXLAN and did arrive on these paths
 * @param proven whether the receivers' captures show that nothing arrived; else they are missing
 */
public record UnderlayBlock(
    Source source,
    int port,
    List<String> nodes,
    List<String> directions,
    List<Source> signs,
    List<String> probes,
    List<Source> strangers,
    boolean proven)
    implements Fact {
  public UnderlayBlock {
    nodes = List.copyOf(nodes);
    directions = List.copyOf(directions);
    signs = List.copyOf(signs);
    probes = List.copyOf(probes);
    strangers = List.copyOf(strangers);
  }
}
