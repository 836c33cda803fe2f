package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.netfilter.IpSet;
import io.coldtrace.facts.netfilter.IpSetEntry;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.facts.netfilter.NftSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a host's firewall listings say, of all backends. */
public record Rulesets(
    Collection<IptablesChain> iptablesChains,
    Collection<IptablesRule> iptablesRules,
    Collection<NftChain> nftChains,
    Collection<NftRule> nftRules,
    Collection<NftSet> nftSets,
    Collection<IpSet> ipSets,
    Collection<IpSetEntry> ipSetEntries) {

  /** Those among the facts of a host. */
  public static Rulesets of(Collection<? extends Fact> facts) {
    return new Rulesets(
        only(facts, IptablesChain.class),
        only(facts, IptablesRule.class),
        only(facts, NftChain.class),
        only(facts, NftRule.class),
        only(facts, NftSet.class),
        only(facts, IpSet.class),
        only(facts, IpSetEntry.class));
  }

  private static <T extends Fact> List<T> only(Collection<? extends Fact> facts, Class<T> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * The chains that packets walk. Tables of iptables-nft stand in both listings: they are taken
   * from iptables-save, which shows its own extensions in full.
   */
  public Netfilter netfilter(LocalAddresses host) {
    IpSets sets = new IpSets(ipSets, ipSetEntries);
    List<BaseChain> bases = new ArrayList<>(IptablesChains.of(iptablesChains, iptablesRules, sets));
    Set<String> read =
        iptablesChains.stream()
            .filter(chain -> chain.backend().equals("nft"))
            .map(chain -> chain.family() + " " + chain.table())
            .collect(Collectors.toSet());
    bases.addAll(NftablesChains.of(nftChains, nftRules, new NftablesSets(nftSets), read));
    Map<String, Integer> created = new HashMap<>();
    nftChains.forEach(
        chain -> created.put(place(chain.family(), chain.table(), chain.name()), created.size()));
    // Of two chains with the same priority the kernel asks the younger first. A listing has the
    // oldest first; no listing tells how old those of iptables-legacy are.
    bases.sort(Comparator.comparingInt(base -> -age(base, created)));
    return new Netfilter(bases, host);
  }

  private static int age(BaseChain base, Map<String, Integer> created) {
    return base.backend().equals("legacy")
        ? -1
        : created.getOrDefault(place(base.family(), base.table(), base.chain().name()), -1);
  }

  private static String place(String family, String table, String chain) {
    return family + " " + table + " " + chain;
  }
}
