package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.ForeignChains;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.rules.knowledge.ChainOwners;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Whose chains stand on each node beside those of the cluster: one look at each chain. */
final class ForeignChainLists {
  /** So many names tell what it is. */
  private static final int FEW = 8;

  private static final List<Class<? extends Fact>> CHAINS =
      List.of(IptablesChain.class, NftChain.class);

  /** What is expected where flannel and kube-proxy run. */
  private static final Pattern EXPECTED =
      Pattern.compile("(?:kube-proxy|kubelet|dockershim|flannel|CNI|node-local-dns)\\b.*");

  /** What iptables-nft itself writes: iptables-save lists the same chains. */
  private static final Set<String> TABLES_OF_IPTABLES =
      Set.of("filter", "nat", "mangle", "raw", "security");

  private final Map<String, Optional<String>> owners = new HashMap<>();

  private ForeignChainLists() {}

  /** One fact for each owner of each node, the owner that nobody knows among them. */
  static List<ForeignChains> of(Collection<? extends Fact> facts) {
    ForeignChainLists knowledge = new ForeignChainLists();
    List<ForeignChains> found = new ArrayList<>();
    new TreeMap<>(Facts.byNode(facts, CHAINS))
        .forEach((node, chains) -> found.addAll(knowledge.of(node, chains)));
    return found;
  }

  private List<ForeignChains> of(String node, List<Fact> chains) {
    Map<String, Map<String, Source>> byOwner = new TreeMap<>();
    for (Fact fact : chains) {
      Optional<String> name = name(fact);
      name.filter(each -> !isExpected(each))
          .ifPresent(
              each ->
                  byOwner
                      .computeIfAbsent(ownerOf(each).orElse(""), o -> new LinkedHashMap<>())
                      .putIfAbsent(shown(each), fact.source()));
    }
    List<ForeignChains> found = new ArrayList<>();
    byOwner.forEach(
        (owner, names) -> {
          List<Source> lines = List.copyOf(names.values());
          List<String> all = List.copyOf(names.keySet());
          String few = String.join(", ", all.subList(0, Math.min(FEW, all.size())));
          String shown = all.size() > FEW ? few + ", ..." : few;
          found.add(new ForeignChains(lines.get(0), node, owner, all, shown, lines));
        });
    return found;
  }

  /** As the table of owners has it: a chain of iptables, or {@code nft:inet TABLE}. */
  private static Optional<String> name(Fact fact) {
    // What is loaded at boot is not what the kernel holds.
    if (fact.source().file().contains("etc/")) {
      return Optional.empty();
    }
    if (fact instanceof IptablesChain chain) {
      return Optional.of(chain.name()).filter(name -> chain.policy().equals("-"));
    }
    NftChain chain = (NftChain) fact;
    boolean ofIptables =
        TABLES_OF_IPTABLES.contains(chain.table())
            && (chain.family().equals("ip") || chain.family().equals("ip6"));
    return ofIptables
        ? Optional.empty()
        : Optional.of("nft:" + chain.family() + " " + chain.table());
  }

  private static String shown(String name) {
    return name.startsWith("nft:") ? "table " + name.substring("nft:".length()) : name;
  }

  private boolean isExpected(String name) {
    return ownerOf(name).filter(owner -> EXPECTED.matcher(owner).matches()).isPresent();
  }

  private Optional<String> ownerOf(String name) {
    return owners.computeIfAbsent(name, each -> ChainOwners.of(each).map(RuleOwners::product));
  }
}
