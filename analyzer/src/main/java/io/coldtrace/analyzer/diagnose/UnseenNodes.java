package io.coldtrace.analyzer.diagnose;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.rules.FactBase;
import java.util.Set;
import java.util.TreeSet;

/**
 * Nodes of which too little is known to call the cluster healthy: where the others look well, the
 * fault may be there.
 */
final class UnseenNodes {
  private final FactBase facts;

  private UnseenNodes(FactBase facts) {
    this.facts = facts;
  }

  /** Those whose own probes are not known though other nodes' are. */
  static Set<String> withoutManifest(FactBase facts) {
    return new UnseenNodes(facts).withoutManifest();
  }

  /**
   * Those of which nothing was captured, where no run of the collector, which probes all nodes,
   * says that their pods are reached; by their address if nothing tells their name.
   */
  static Set<String> withoutCapture(FactBase facts) {
    boolean probed =
        !facts.all(CollectorRun.class).isEmpty()
            && facts.all(Probe.class).stream().anyMatch(Probe::ok);
    return probed ? Set.of() : new UnseenNodes(facts).withoutCapture();
  }

  private Set<String> withoutManifest() {
    Set<String> run = nodes(CollectorRun.class);
    Set<String> unseen = new TreeSet<>();
    if (!run.isEmpty()) {
      unseen.addAll(nodes(Link.class));
      unseen.addAll(nodes(Sysctl.class));
      unseen.removeAll(run);
    }
    return unseen;
  }

  private Set<String> withoutCapture() {
    Set<String> captured = nodes(Link.class);
    captured.addAll(nodes(InterfaceAddress.class));
    captured.addAll(nodes(Sysctl.class));
    if (captured.isEmpty()) {
      return Set.of();
    }
    Set<String> unseen = new TreeSet<>();
    facts.all(KubeNode.class).stream()
        .map(KubeNode::name)
        .filter(node -> !captured.contains(node))
        .forEach(unseen::add);
    // A capture without addresses may be of any of them.
    Set<String> strangers = strangers();
    Set<String> nameless = new TreeSet<>(captured);
    nameless.removeAll(nodes(InterfaceAddress.class));
    if (unseen.isEmpty() && strangers.size() > nameless.size()) {
      unseen.addAll(strangers);
    }
    return unseen;
  }

  /** Where flannel's tunnels lead to and no captured node is, as far as their addresses tell. */
  private Set<String> strangers() {
    Set<String> known = new TreeSet<>();
    facts.all(InterfaceAddress.class).forEach(own -> known.add(own.address().address().getText()));
    facts.all(Link.class).stream()
        .flatMap(link -> link.vxlan().stream())
        .forEach(vxlan -> known.add(vxlan.local()));
    Set<String> strangers = new TreeSet<>();
    for (FdbEntry entry : facts.all(FdbEntry.class)) {
      if (entry.device().startsWith("flannel") && !known.contains(entry.destination())) {
        strangers.add(entry.destination());
      }
    }
    strangers.remove("");
    return strangers;
  }

  private Set<String> nodes(Class<? extends Fact> type) {
    Set<String> nodes = new TreeSet<>();
    facts.all(type).forEach(fact -> nodes.add(fact.source().node()));
    return nodes;
  }
}
