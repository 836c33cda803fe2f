package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.derived.SharedIdentity;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What several nodes have that each must have for itself: clones of one machine. */
final class SharedIdentities {
  private final NodeFacts facts;
  private final Map<String, Map<String, Source>> found = new TreeMap<>();

  private SharedIdentities(Collection<? extends Fact> facts) {
    this.facts =
        new NodeFacts(
            facts, Set.of(CollectorRun.class, InterfaceAddress.class, KubeNode.class, Link.class));
  }

  static List<SharedIdentity> of(Collection<? extends Fact> facts, Places places) {
    SharedIdentities identities = new SharedIdentities(facts);
    places.collected().forEach(identities::add);
    List<SharedIdentity> shared = new ArrayList<>();
    identities.found.forEach(
        (what, nodes) -> {
          if (nodes.size() > 1) {
            String[] parts = what.split(" ", 2);
            List<Source> signs = List.copyOf(nodes.values());
            shared.add(
                new SharedIdentity(
                    signs.get(0), parts[0], parts[1], List.copyOf(nodes.keySet()), signs));
          }
        });
    return shared;
  }

  private void add(String node) {
    Set<String> devices = underlay(node);
    facts.on(node, Link.class).stream()
        .filter(link -> devices.contains(link.name()) && !link.mac().isEmpty())
        .forEach(link -> add("mac " + link.mac(), node, link.source()));
    facts.on(node, CollectorRun.class).stream()
        .filter(run -> !run.hostname().isEmpty())
        .forEach(run -> add("hostname " + run.hostname(), node, run.source()));
  }

  private void add(String what, String node, Source source) {
    found.computeIfAbsent(what, key -> new TreeMap<>()).putIfAbsent(node, source);
  }

  /** The devices that hold the node's own address, as Kubernetes or its tunnel knows it. */
  private Set<String> underlay(String node) {
    Set<String> addresses =
        Stream.concat(
                facts.all(KubeNode.class).stream()
                    .filter(object -> object.name().equals(node))
                    .flatMap(object -> object.addresses().stream()),
                facts.on(node, Link.class).stream()
                    .flatMap(link -> link.vxlan().stream())
                    .map(vxlan -> vxlan.local()))
            .collect(Collectors.toSet());
    return facts.on(node, InterfaceAddress.class).stream()
        .filter(own -> addresses.contains(own.address().address().toString()))
        .map(InterfaceAddress::device)
        .collect(Collectors.toSet());
  }
}
