package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of iptables as chains that packets walk. */
final class IptablesChains {
  /** Where a table's base chains stand among a hook's (include/uapi/linux/netfilter_ipv4.h). */
  private static final Map<String, Integer> PRIORITIES =
      Map.of("raw", -300, "mangle", -150, "filter", 0, "security", 50);

  /** Where iptables-nft puts the table security: behind the NAT of sources, unlike the kernel. */
  private static final int SECURITY_OF_NFT = 150;

  private IptablesChains() {}

  /** A table of one backend. */
  private record TableKey(String backend, String family, String name) {}

  static List<BaseChain> of(
      Collection<IptablesChain> chains, Collection<IptablesRule> rules, IpSets sets) {
    Map<TableKey, Map<String, List<Rule>>> rulesByTable = new LinkedHashMap<>();
    for (IptablesRule rule : rules) {
      rulesByTable
          .computeIfAbsent(
              new TableKey(rule.backend(), rule.family(), rule.table()),
              key -> new LinkedHashMap<>())
          .computeIfAbsent(rule.chain(), name -> new ArrayList<>())
          .add(rule(rule, sets));
    }
    Map<TableKey, Map<String, Chain>> tables = new LinkedHashMap<>();
    for (IptablesChain chain : chains) {
      TableKey key = new TableKey(chain.backend(), chain.family(), chain.table());
      List<Rule> own =
          rulesByTable.getOrDefault(key, Map.of()).getOrDefault(chain.name(), List.of());
      boolean drops = chain.policy().equals("DROP");
      String text = ":" + chain.name() + " " + chain.policy();
      tables
          .computeIfAbsent(key, unused -> new LinkedHashMap<>())
          .put(chain.name(), new Chain(chain.name(), chain.source(), text, drops, own));
    }
    List<BaseChain> bases = new ArrayList<>();
    tables.forEach(
        (key, byName) -> {
          for (Hook hook : Hook.values()) {
            Optional.ofNullable(byName.get(hook.name()))
                .ifPresent(chain -> bases.add(base(key, hook, chain, byName)));
          }
        });
    return bases;
  }

  private static BaseChain base(TableKey key, Hook hook, Chain chain, Map<String, Chain> byName) {
    return new BaseChain(
        key.backend(),
        key.family(),
        key.name(),
        hook,
        "",
        priority(key, hook),
        type(key.name(), hook),
        chain,
        byName);
  }

  private static int priority(TableKey key, Hook hook) {
    if (key.name().equals("nat")) {
      return hook.changesDestination() ? Netfilter.DESTINATION_NAT : Netfilter.SOURCE_NAT;
    }
    boolean late = key.name().equals("security") && key.backend().equals("nft");
    return late ? SECURITY_OF_NFT : PRIORITIES.getOrDefault(key.name(), 0);
  }

  private static String type(String table, Hook hook) {
    return table.equals("nat")
        ? "nat"
        : table.equals("mangle") && hook == Hook.OUTPUT ? "route" : "filter";
  }

  private static Rule rule(IptablesRule rule, IpSets sets) {
    return new Rule(
        rule.source(),
        rule.text(),
        IptablesMatches.of(rule, sets),
        IptablesTargets.effects(rule),
        IptablesTargets.action(rule));
  }
}
