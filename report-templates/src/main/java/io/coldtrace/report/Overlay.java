package io.coldtrace.report;

import java.util.List;

/** The cluster as its nodes are connected: each with its pod network, and the tunnels between. */
public record Overlay(List<Node> nodes, List<Tunnel> tunnels) {
  public Overlay {
    nodes = List.copyOf(nodes);
    tunnels = List.copyOf(tunnels);
  }

  /**
   * A node.
   *
   * @param vxlan {@code flannel.1, VNI 1, port 8472}; empty if it is not known
   * @param captured whether its snapshot is among the inputs
   */
  public record Node(
      String name, String address, String podNetwork, String vxlan, boolean captured) {}

  /**
   * From one node to another.
   *
   * @param failed probes that needed it and failed
   * @param passed probes that needed it and passed
   */
  public record Tunnel(String from, String to, int failed, int passed) {}
}
