package io.coldtrace.report;

import java.util.List;
import java.util.Optional;

/** The way from a pod of node-1 to one of node-2, which does not forward. */
final class SamplePaths {
  private SamplePaths() {}

  static List<PathHop> lost() {
    return List.of(
        hop("node-1", "default/web-1", "route", "via 10.244.1.1 dev eth0", "assumed"),
        hop("node-1", "", "bridge", "veth1a2b → cni0", "passed"),
        hop("node-1", "", "FORWARD", "-A FLANNEL-FWD -s 10.244.0.0/16 -j ACCEPT", "passed"),
        hop("node-1", "", "encapsulate", "flannel.1, VNI 1, to 192.168.10.12:8472", "passed"),
        hop("", "", "wire", "192.168.10.11 → 192.168.10.12", "assumed"),
        hop("node-2", "", "INPUT", "udp 8472", "passed"),
        hop("node-2", "", "decapsulate", "flannel.1", "passed"),
        new PathHop(
            "request",
            "node-2",
            "",
            "forwarding",
            "off",
            "lost",
            Optional.of(SampleReports.PROOF)));
  }

  /** The same once node-2 forwards. */
  static List<PathHop> mended() {
    List<PathHop> way = new java.util.ArrayList<>(lost().subList(0, 7));
    way.add(hop("node-2", "", "forwarding", "on", "passed"));
    way.add(hop("node-2", "", "bridge", "cni0 → veth9c8d", "passed"));
    way.add(hop("node-2", "default/web-2", "arrived", "10.244.2.12", "assumed"));
    return way;
  }

  private static PathHop hop(String node, String pod, String stage, String detail, String state) {
    return new PathHop("request", node, pod, stage, detail, state, Optional.empty());
  }
}
