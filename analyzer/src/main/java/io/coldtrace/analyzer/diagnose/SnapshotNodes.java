package io.coldtrace.analyzer.diagnose;

import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.loose.NodeNames;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kernel.KernelVersion;
import io.coldtrace.facts.kernel.OsRelease;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.report.ReportedNode;
import io.coldtrace.rules.FactBase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The nodes that a snapshot speaks of: those with a capture, and those that Kubernetes knows
 * besides.
 */
final class SnapshotNodes {
  private final FactBase facts;
  private final Snapshot snapshot;

  SnapshotNodes(FactBase facts, Snapshot snapshot) {
    this.facts = facts;
    this.snapshot = snapshot;
  }

  io.coldtrace.report.Snapshot snapshot() {
    Set<String> names = new TreeSet<>();
    snapshot.captures().stream()
        .map(Snapshot.Capture::node)
        .filter(node -> !node.equals(NodeNames.UNKNOWN) || saysOfAHost())
        .forEach(names::add);
    facts.all(KubeNode.class).forEach(node -> names.add(node.name()));
    return new io.coldtrace.report.Snapshot(names.stream().map(this::node).toList());
  }

  /** The cluster's objects alone, as kubectl dumps them, are of no host. */
  private boolean saysOfAHost() {
    return snapshot.files().stream()
        .filter(file -> file.node().equals(NodeNames.UNKNOWN))
        .anyMatch(file -> !file.kind().startsWith("kubectl"));
  }

  private ReportedNode node(String name) {
    Optional<KubeNode> object =
        facts.all(KubeNode.class).stream().filter(node -> node.name().equals(name)).findFirst();
    long started =
        snapshot.captures().stream()
            .filter(capture -> capture.node().equals(name))
            .mapToLong(Snapshot.Capture::started)
            .max()
            .orElse(0);
    return new ReportedNode(
        name,
        addresses(name, object),
        podCidr(name, object),
        ReportBuilder.time(started),
        of(name, OsRelease.class)
            .map(OsRelease::prettyName)
            .or(() -> object.map(KubeNode::osImage))
            .orElse(""),
        of(name, KernelVersion.class)
            .map(KernelVersion::release)
            .or(() -> object.map(KubeNode::kernelVersion))
            .orElse(""));
  }

  private <T extends Fact> Optional<T> of(String node, Class<T> type) {
    return facts.all(type).stream().filter(fact -> fact.source().node().equals(node)).findFirst();
  }

  /** As Kubernetes knows it; else its global addresses but those of the pod network. */
  private List<String> addresses(String node, Optional<KubeNode> object) {
    Set<String> addresses = new LinkedHashSet<>();
    object.ifPresent(known -> addresses.addAll(known.addresses()));
    if (addresses.isEmpty()) {
      Optional<Cidr> pods = Cidr.parse(podCidr(node, object));
      facts.all(InterfaceAddress.class).stream()
          .filter(
              address -> address.source().node().equals(node) && address.scope().equals("global"))
          .filter(address -> pods.isEmpty() || !pods.get().contains(address.address().address()))
          .forEach(address -> addresses.add(address.address().address().toString()));
    }
    return new ArrayList<>(addresses);
  }

  private String podCidr(String node, Optional<KubeNode> object) {
    return object
        .flatMap(known -> known.podCidrs().stream().findFirst().map(Cidr::toString))
        .or(
            () ->
                facts.all(HostSetting.class).stream()
                    .filter(setting -> setting.source().node().equals(node))
                    .filter(setting -> setting.key().equals("FLANNEL_SUBNET"))
                    .findFirst()
                    .flatMap(setting -> Cidr.parse(setting.value()))
                    .map(cidr -> new Cidr(cidr.nth(0), cidr.prefix()).toString()))
        .orElse("");
  }
}
