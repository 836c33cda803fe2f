package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * How large packets may be on a node's way into its tunnel: what feeds the tunnel's device, the
 * device itself, and what carries it.
 *
 * @param source the line of the tunnel's device
 * @param node whose device it is
 * @param device the VXLAN device
 * @param mtu its own
 * @param underlay the interface that carries it; empty if unknown
 * @param underlayMtu of that interface; 0 if unknown
 * @param underlaySource its line; {@link Source#NONE} if unknown
 * @param overhead what the tunnel adds to a packet
 * @param pods interfaces of pods that take larger packets than the tunnel's device
 * @param podMtu the largest MTU among them; 0 if there are none
 * @param podSource the line of that one; {@link Source#NONE} if there are none
 * @param usual the MTU that the underlay interfaces of most nodes have; 0 if no MTU is that of the
 *     most
 * @param others what the underlay interfaces of other nodes have instead, as {@code node-2: 1500}
 * @param probes failed probes of full size that start or end on the node where small ones pass; not
 *     those of {@code podProbes}
 * @param podProbes failed probes of full size from a pod of the node, where its MTU is above the
 *     tunnel's, and small ones, and full ones of the node itself, pass
 */
public record OverlayMtu(
    Source source,
    String node,
    String device,
    int mtu,
    String underlay,
    int underlayMtu,
    Source underlaySource,
    int overhead,
    List<String> pods,
    int podMtu,
    Source podSource,
    int usual,
    List<String> others,
    List<String> probes,
    List<String> podProbes)
    implements Fact {
  public OverlayMtu {
    pods = List.copyOf(pods);
    others = List.copyOf(others);
    probes = List.copyOf(probes);
    podProbes = List.copyOf(podProbes);
  }
}
