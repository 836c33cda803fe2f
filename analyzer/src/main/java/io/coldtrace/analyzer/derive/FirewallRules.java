package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.rules.knowledge.ChainOwners;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What a firewall product has put into a node's rules. */
public final class FirewallRules {
  private static final Set<String> POLICY_CHAINS = Set.of("INPUT", "FORWARD", "OUTPUT");

  private FirewallRules() {}

  /**
   * The facts once the product was stopped on the node: its tables, chains, the jumps to them and
   * its own rules in built-in chains are gone, and its policies are ACCEPT again. (firewalld's
   * iptables backend flushes the rules of all others as well; kube-proxy and flannel put theirs
   * back within a minute.)
   */
  public static List<Fact> without(Collection<? extends Fact> facts, String node, String product) {
    RuleOwners owners = new RuleOwners(facts);
    boolean iptables =
        facts.stream().anyMatch(fact -> isOn(fact, node) && isIptablesOf(fact, product, owners));
    List<Fact> left = new ArrayList<>();
    for (Fact fact : facts) {
      if (!isOn(fact, node) || !isOf(fact, product, owners)) {
        left.add(isOn(fact, node) && iptables ? opened(fact) : fact);
      }
    }
    return left;
  }

  private static boolean isOn(Fact fact, String node) {
    return fact.source().node().equals(node);
  }

  private static boolean isOf(Fact fact, String product, RuleOwners owners) {
    if (fact instanceof NftChain chain) {
      return owns("nft:" + chain.family() + " " + chain.table(), product);
    }
    if (fact instanceof NftRule rule) {
      return owns("nft:" + rule.family() + " " + rule.table(), product)
          || owns(rule.chain(), product)
          || owns(rule.verdictArgument(), product);
    }
    return isIptablesOf(fact, product, owners);
  }

  private static boolean isIptablesOf(Fact fact, String product, RuleOwners owners) {
    if (fact instanceof IptablesChain chain) {
      return owns(chain.name(), product);
    }
    return fact instanceof IptablesRule rule
        && (owns(rule.chain(), product)
            || owns(rule.target(), product)
            || owners.ofBuiltIn(rule).equals(product));
  }

  private static boolean owns(String name, String product) {
    return ChainOwners.of(name).map(RuleOwners::product).filter(product::equals).isPresent();
  }

  private static Fact opened(Fact fact) {
    if (fact instanceof IptablesChain chain
        && chain.table().equals("filter")
        && POLICY_CHAINS.contains(chain.name())) {
      return new IptablesChain(
          chain.source(),
          chain.backend(),
          chain.family(),
          chain.table(),
          chain.name(),
          "ACCEPT",
          chain.packets(),
          chain.bytes());
    }
    return fact;
  }
}
