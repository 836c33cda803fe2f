package io.coldtrace.analyzer.compare;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.report.Difference;
import io.coldtrace.report.Difference.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One node against its siblings: what all of them say and it does not, and what it says and none of
 * them does. A node's own addresses and names are called that ({@code <ADDRESS eth0>}, a peer's
 * {@code <PEER ADDRESS eth0>}), so that siblings say the same.
 */
public final class OddNode {
  /** What is its own on each node, and says nothing of what is odd. */
  private static final Set<String> OF_EACH_OWN = Set.of("process", "pods", "neighbor", "fdb");

  private final Map<String, String> own = new HashMap<>();
  private final Map<String, String> peers = new HashMap<>();

  private OddNode() {}

  /** What is odd about a node; nothing if it is like the others. */
  public static Difference of(String node, Collection<? extends Fact> facts) {
    Map<String, Map<List<String>, String>> said = new TreeMap<>();
    for (String each : nodes(facts)) {
      said.put(each, new OddNode().spoken(each, facts));
    }
    Map<List<String>, String> odd = said.getOrDefault(node, Map.of());
    said.remove(node);
    List<Change> changes = new ArrayList<>();
    Set<List<String>> all = new TreeSet<>(OddNode::order);
    all.addAll(odd.keySet());
    said.values().forEach(each -> all.addAll(each.keySet()));
    for (List<String> key : all) {
      String here = odd.getOrDefault(key, "");
      Set<String> there = new TreeSet<>();
      said.values().forEach(each -> there.add(each.getOrDefault(key, "")));
      if (there.size() == 1 && !there.contains(here)) {
        changes.add(new Change(node, key.get(0), key.get(1), there.iterator().next(), here));
      }
    }
    String title = node + " / " + String.join(", ", said.keySet());
    return new Difference(title, List.of(), List.of(), List.of(), changes);
  }

  /** The nodes that say something of themselves. */
  public static Set<String> nodes(Collection<? extends Fact> facts) {
    Set<String> nodes = new TreeSet<>();
    facts.stream()
        .filter(InterfaceAddress.class::isInstance)
        .forEach(fact -> nodes.add(fact.source().node()));
    return nodes;
  }

  private static int order(List<String> one, List<String> other) {
    int kinds = one.get(0).compareTo(other.get(0));
    return kinds != 0 ? kinds : one.get(1).compareTo(other.get(1));
  }

  private Map<List<String>, String> spoken(String node, Collection<? extends Fact> facts) {
    facts.forEach(fact -> learn(node, fact));
    Map<List<String>, String> spoken = new HashMap<>();
    Comparison.statements(facts)
        .forEach(
            (subject, said) -> {
              if (subject.node().equals(node) && !OF_EACH_OWN.contains(subject.kind())) {
                spoken.put(List.of(subject.kind(), plain(subject.what())), plain(said));
              }
            });
    return spoken;
  }

  private void learn(String node, Fact fact) {
    Map<String, String> names = fact.source().node().equals(node) ? own : peers;
    if (fact instanceof InterfaceAddress address && address.address().address().version() == 4) {
      names.put(address.address().address().toString(), "ADDRESS " + address.device());
    } else if (fact instanceof Link link && !link.mac().isEmpty()) {
      names.put(link.mac(), "MAC " + link.name());
    } else if (fact instanceof KubeNode object) {
      Map<String, String> of = object.name().equals(node) ? own : peers;
      of.put(object.name(), "NODE");
      for (Cidr cidr : object.podCidrs()) {
        if (cidr.address().version() == 4) {
          of.put(cidr.toString(), "PODS");
        }
      }
    }
  }

  private String plain(String text) {
    StringBuilder out = new StringBuilder();
    for (String word : text.split("(?<=[ ,:=\"])|(?=[ ,=\"])", -1)) {
      out.append(plainWord(word));
    }
    return out.toString();
  }

  private String plainWord(String word) {
    int slash = word.indexOf('/');
    String address = slash < 0 ? word : word.substring(0, slash);
    String length = slash < 0 ? "" : word.substring(slash);
    if (own.containsKey(word)) {
      return "<" + own.get(word) + ">";
    } else if (peers.containsKey(word)) {
      return "<PEER " + peers.get(word) + ">";
    } else if (own.containsKey(address)) {
      return "<" + own.get(address) + ">" + length;
    }
    return peers.containsKey(address) ? "<PEER " + peers.get(address) + ">" + length : word;
  }
}
