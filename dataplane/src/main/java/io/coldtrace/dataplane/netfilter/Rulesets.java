package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.NftRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a host's firewall listings say, of all backends. */
public record Rulesets(
    Collection<IptablesChain> iptablesChains,
    Collection<IptablesRule> iptablesRules,
    Collection<NftChain> nftChains,
    Collection<NftRule> nftRules) {

  /**
   * The chains that packets walk. Tables of iptables-nft stand in both listings: they are taken
   * from iptables-save, which shows its own extensions in full.
   */
  public Netfilter netfilter(LocalAddresses host) {
    List<BaseChain> bases = new ArrayList<>(IptablesChains.of(iptablesChains, iptablesRules));
    Set<String> read =
        iptablesChains.stream()
            .filter(chain -> chain.backend().equals("nft") && chain.family().equals("ip"))
            .map(IptablesChain::table)
            .collect(Collectors.toSet());
    bases.addAll(NftablesChains.of(nftChains, nftRules, read));
    return new Netfilter(bases, host);
  }
}
