package io.coldtrace.analyzer.page;

import io.coldtrace.facts.network.Link;
import io.coldtrace.report.Overlay;
import io.coldtrace.report.ProbeOutcome;
import io.coldtrace.report.Report;
import io.coldtrace.report.ReportedNode;
import io.coldtrace.rules.FactBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The cluster: its nodes, their pod networks, and how probes through each tunnel went. */
final class Overlays {
  private Overlays() {}

  static Overlay of(FactBase facts, Report report) {
    Set<String> captured =
        report.input().captures().stream().map(c -> c.node()).collect(Collectors.toSet());
    List<Overlay.Node> nodes = new ArrayList<>();
    for (ReportedNode node : report.snapshot().nodes()) {
      nodes.add(
          new Overlay.Node(
              node.name(),
              node.addresses().stream().findFirst().orElse(""),
              node.podCIDR(),
              vxlan(facts, node.name()),
              captured.contains(node.name())));
    }
    return new Overlay(nodes, tunnels(report));
  }

  private static String vxlan(FactBase facts, String node) {
    return facts.on(node, Link.class).stream()
        .filter(link -> link.vxlan().isPresent() && link.name().startsWith("flannel"))
        .map(link -> link.name() + ", UDP " + link.vxlan().get().port())
        .findFirst()
        .orElse("");
  }

  private static List<Overlay.Tunnel> tunnels(Report report) {
    Map<String, int[]> counts = new TreeMap<>();
    for (ProbeOutcome probe : report.probes()) {
      boolean between = !probe.targetNode().isEmpty() && !probe.node().equals(probe.targetNode());
      boolean tried = !probe.result().equals("skipped") && !probe.result().equals("silent");
      if (between && tried && !probe.kind().contains("-node") && !probe.kind().startsWith("udp-")) {
        counts
            .computeIfAbsent(probe.node() + "\0" + probe.targetNode(), k -> new int[2])[
            probe.ok() ? 1 : 0]++;
      }
    }
    List<Overlay.Tunnel> tunnels = new ArrayList<>();
    counts.forEach(
        (ends, count) -> {
          String[] names = ends.split("\0", 2);
          tunnels.add(new Overlay.Tunnel(names[0], names[1], count[0], count[1]));
        });
    return tunnels;
  }
}
