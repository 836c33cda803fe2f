package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.NftRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of native nftables as chains that packets walk. */
final class NftablesChains {
  private NftablesChains() {}

  private record TableKey(String family, String name) {}

  /**
   * The base chains of all tables.
   *
   * @param iptablesTables {@code family table} of those that were read from iptables-nft-save
   *     already
   */
  static List<BaseChain> of(
      Collection<NftChain> chains,
      Collection<NftRule> rules,
      NftablesSets sets,
      Set<String> iptablesTables) {
    Map<TableKey, Map<String, List<Rule>>> rulesByTable = new LinkedHashMap<>();
    for (NftRule rule : rules) {
      rulesByTable
          .computeIfAbsent(new TableKey(rule.family(), rule.table()), key -> new LinkedHashMap<>())
          .computeIfAbsent(rule.chain(), name -> new ArrayList<>())
          .add(rule(rule, sets));
    }
    Map<TableKey, Map<String, Chain>> tables = new LinkedHashMap<>();
    List<NftChain> bases = new ArrayList<>();
    for (NftChain chain : chains) {
      if (iptablesTables.contains(chain.family() + " " + chain.table())) {
        continue;
      }
      TableKey key = new TableKey(chain.family(), chain.table());
      List<Rule> own =
          rulesByTable.getOrDefault(key, Map.of()).getOrDefault(chain.name(), List.of());
      String text = "chain " + chain.name() + " policy " + chain.policy();
      tables
          .computeIfAbsent(key, unused -> new LinkedHashMap<>())
          .put(
              chain.name(),
              new Chain(chain.name(), chain.source(), text, chain.policy().equals("drop"), own));
      if (!chain.hook().isEmpty()) {
        bases.add(chain);
      }
    }
    List<BaseChain> result = new ArrayList<>();
    for (NftChain base : bases) {
      hook(base)
          .ifPresent(
              hook ->
                  result.add(
                      base(base, hook, tables.get(new TableKey(base.family(), base.table())))));
    }
    return result;
  }

  private static Optional<Hook> hook(NftChain chain) {
    return Arrays.stream(Hook.values())
        .filter(hook -> hook.name().equals(chain.hook().toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  private static BaseChain base(NftChain chain, Hook hook, Map<String, Chain> byName) {
    return new BaseChain(
        "nftables",
        chain.family(),
        chain.table(),
        hook,
        chain.device(),
        chain.priority(),
        chain.type(),
        byName.get(chain.name()),
        byName);
  }

  private static Rule rule(NftRule rule, NftablesSets sets) {
    NftablesActions actions = new NftablesActions(rule, sets);
    return new Rule(
        rule.source(),
        rule.text(),
        new NftablesMatches(rule, sets).all(),
        actions.effects(),
        actions.action());
  }
}
