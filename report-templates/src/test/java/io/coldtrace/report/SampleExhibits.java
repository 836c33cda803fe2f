package io.coldtrace.report;

import java.util.List;
import java.util.Optional;

/** What the sample reports draw. */
final class SampleExhibits {
  private static final String TIME = "2026-11-22T20:12:17Z";
  private static final Evidence SETS =
      new Evidence(
          "node-2", "files/etc/sysctl.d/99-zz-hardening.conf", 12, "net.ipv4.ip_forward = 0");

  private SampleExhibits() {}

  static Exhibits ofIpForward() {
    return new Exhibits(
        List.of(
            new FlowPath(
                0, "node-1/ping-pod.default-web-2", SamplePaths.lost(), SamplePaths.mended())),
        List.of(
            new LoadChain(
                0,
                "node-2",
                "net.ipv4.ip_forward",
                "boot",
                "0",
                List.of(
                    new LoadChain.Rung(
                        "/usr/lib/sysctl.d/50-default.conf", Optional.empty(), "", false),
                    new LoadChain.Rung(
                        "/etc/sysctl.d/99-zz-hardening.conf", Optional.of(SETS), "0", true)))),
        List.of(
            new RuleTrail(
                0,
                "node-2",
                "filter",
                "rejected",
                List.of(
                    step("FORWARD", 1, "-A FORWARD -j GATE"),
                    step("GATE", 2, "-A GATE -j REJECT")))),
        List.of(
            new NodeFact("net.ipv4.ip_forward", "sysctl", List.of("1", "0", "1"), true),
            new NodeFact(
                "podCidr", "network", List.of("10.244.1.0/24", "10.244.2.0/24", ""), false)),
        List.of(
            new TimelineEvent(TIME, "node-2", -1500, "file", SETS.file(), Optional.of(SETS)),
            new TimelineEvent(TIME, "node-1", 0, "probe.ping-pod", "web-2", Optional.empty())),
        new Overlay(
            List.of(node("node-1", true), node("node-2", true), node("node-3", false)),
            List.of(
                new Overlay.Tunnel("node-1", "node-2", 2, 0),
                new Overlay.Tunnel("node-2", "node-1", 0, 2),
                new Overlay.Tunnel("node-1", "node-3", 0, 2))),
        List.of(
            new CapturedExcerpt(
                "node-2",
                "sysctl-a.txt",
                411,
                List.of("a = 1", SampleReports.PROOF.text(), "  b"),
                900)),
        List.of(new UnshownFile("node-1", "kubectl-pods.json", 40_000)),
        List.of(
            new Effect(
                0, List.of("node-1/ping-node.node-2"), 6, 4, List.of("node-1 \u2192 node-3"))),
        Optional.empty());
  }

  /** Every text of them is this one. */
  static Exhibits hostile(String text) {
    Evidence by = new Evidence(text, text, 1, text);
    PathHop hop = new PathHop(text, text, text, text, text, "lost", Optional.of(by));
    return new Exhibits(
        List.of(new FlowPath(0, text, List.of(hop), List.of(hop))),
        List.of(
            new LoadChain(
                0,
                text,
                text,
                "boot",
                text,
                List.of(new LoadChain.Rung(text, Optional.of(by), text, true)))),
        List.of(new RuleTrail(0, text, text, "dropped", List.of(new RuleTrail.Step(text, 0, by)))),
        List.of(new NodeFact(text, text, List.of(text), true)),
        List.of(new TimelineEvent(text, text, 1, "file", text, Optional.of(by))),
        new Overlay(
            List.of(
                new Overlay.Node(text, text, text, text, true),
                new Overlay.Node(text + "2", text, text, text, true)),
            List.of(new Overlay.Tunnel(text, text + "2", 1, 1))),
        List.of(new CapturedExcerpt(text, text, 1, List.of(text, text), 2)),
        List.of(new UnshownFile(text, text, 1)),
        List.of(new Effect(0, List.of(text), 2, 1, List.of(text))),
        Optional.of(new Verification(2, 1, 1)));
  }

  private static RuleTrail.Step step(String chain, int position, String rule) {
    return new RuleTrail.Step(
        chain, position, new Evidence("node-2", "iptables-save.txt", 40 + position, rule));
  }

  private static Overlay.Node node(String name, boolean captured) {
    return new Overlay.Node(name, "192.168.10.11", "10.244.1.0/24", "flannel.1", captured);
  }
}
