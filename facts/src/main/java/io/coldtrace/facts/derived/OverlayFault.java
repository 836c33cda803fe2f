package io.coldtrace.facts.derived;

import io.coldtrace.facts.Source;
import java.util.List;

/**
 * Something of a node's overlay that is not as its peers, or flannel's own annotations, say that it
 * must be.
 *
 * @param source the line that says what is; of something absent a line of the listing it lacks in
 * @param node on which it has to be mended
 * @param area {@code device}, {@code port}, {@code vni}, {@code mac}, {@code route}, {@code
 *     detour}, {@code shadow}, {@code blackhole}, {@code policy}, {@code neighbor}, {@code fdb},
 *     {@code bridge}, {@code bridge-address}, {@code veth}; of what flannel announced or was told
 *     {@code backend}, {@code boundary} (host-gw across a router), {@code config} (the ConfigMap
 *     says otherwise), {@code mac-shared}, {@code public-ip}, {@code behind-nat}, {@code local}
 *     (the tunnel's own address), {@code pod-network-shared}, {@code masquerade}
 * @param device the interface that it is about
 * @param peers the nodes towards which it is wrong; empty where it is wrong towards all
 * @param actual what is, in words of the listing; empty if it is absent
 * @param expected what should be
 * @param repairs shell commands that mend it, in order
 * @param flows walks that the model loses because of it, probes or not
 * @param probes failed probes that it accounts for
 */
public record OverlayFault(
    Source source,
    String node,
    String area,
    String device,
    List<String> peers,
    String actual,
    String expected,
    List<String> repairs,
    List<String> flows,
    List<String> probes)
    implements BreaksFlows {
  public OverlayFault {
    peers = List.copyOf(peers);
    repairs = List.copyOf(repairs);
    flows = List.copyOf(flows);
    probes = List.copyOf(probes);
  }
}
