package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.IptablesSplit;
import io.coldtrace.facts.derived.PacketLoss;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Nodes whose packets pass the rules of both backends of iptables. */
final class IptablesSplits {
  private static final Set<String> REFUSALS = Set.of("DROP", "REJECT");

  private record Place(String node, String family) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int order = node.compareTo(other.node);
      return order == 0 ? family.compareTo(other.family) : order;
    }
  }

  /** What one backend holds there. */
  private static final class Backend {
    private int rules;
    private boolean kubeProxy;
    private final List<Source> drops = new ArrayList<>();
    private Source first = Source.NONE;

    /** An empty chain does nothing; its policy does. */
    void add(IptablesChain chain) {
      if (chain.policy().equals("DROP")) {
        count(chain.source());
        drops.add(chain.source());
      }
    }

    void add(IptablesRule rule) {
      count(rule.source());
      kubeProxy |= rule.chain().equals("KUBE-SERVICES");
      if (REFUSALS.contains(rule.target()) && !rule.chain().startsWith("KUBE-")) {
        drops.add(rule.source());
      }
    }

    private void count(Source source) {
      rules++;
      first = first.equals(Source.NONE) ? source : first;
    }
  }

  private final Map<Place, Map<String, Backend>> backends = new TreeMap<>();

  private IptablesSplits() {}

  static List<IptablesSplit> of(Collection<? extends Fact> facts, Collection<PacketLoss> losses) {
    IptablesSplits splits = new IptablesSplits();
    for (Fact fact : facts) {
      // What is loaded at boot is not what the kernel holds.
      if (fact.source().file().contains("etc/")) {
        continue;
      }
      if (fact instanceof IptablesRule rule) {
        splits.backend(rule.source().node(), rule.family(), rule.backend()).add(rule);
      } else if (fact instanceof IptablesChain chain) {
        splits.backend(chain.source().node(), chain.family(), chain.backend()).add(chain);
      }
    }
    List<IptablesSplit> found = new ArrayList<>();
    splits.backends.forEach(
        (place, both) -> {
          Backend legacy = both.getOrDefault("legacy", new Backend());
          Backend nft = both.getOrDefault("nft", new Backend());
          // As many rules in both are one listing whose head does not tell its backend.
          boolean same = legacy.kubeProxy && nft.kubeProxy && legacy.rules == nft.rules;
          if (legacy.rules > 0 && nft.rules > 0 && !same) {
            found.add(split(place, legacy, nft, losses));
          }
        });
    return found;
  }

  private Backend backend(String node, String family, String name) {
    return backends
        .computeIfAbsent(new Place(node, family), unused -> new TreeMap<>())
        .computeIfAbsent(name, unused -> new Backend());
  }

  private static IptablesSplit split(
      Place place, Backend legacy, Backend nft, Collection<PacketLoss> losses) {
    boolean strangersAreNft = legacy.kubeProxy && !nft.kubeProxy;
    Backend strange = strangersAreNft ? nft : legacy;
    Backend other = strangersAreNft ? legacy : nft;
    String main =
        legacy.kubeProxy == nft.kubeProxy
            ? legacy.kubeProxy ? "both" : "neither"
            : legacy.kubeProxy ? "legacy" : "nft";
    TreeSet<String> probes = new TreeSet<>();
    losses.stream()
        .filter(loss -> loss.node().equals(place.node()) && loss.family().equals(place.family()))
        .filter(loss -> loss.backend().equals(strangersAreNft ? "nft" : "legacy"))
        .forEach(loss -> probes.addAll(loss.probes()));
    return new IptablesSplit(
        strange.drops.isEmpty() ? strange.first : strange.drops.get(0),
        place.node(),
        place.family(),
        main,
        legacy.rules,
        nft.rules,
        other.first,
        strange.drops,
        List.copyOf(probes));
  }
}
