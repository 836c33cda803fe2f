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
   * The base chains that see IPv4.
   *
   * @param iptablesTables tables of family ip that were read from iptables-nft-save already
   */
  static List<BaseChain> of(
      Collection<NftChain> chains, Collection<NftRule> rules, Set<String> iptablesTables) {
    Map<TableKey, Map<String, List<Rule>>> rulesByTable = new LinkedHashMap<>();
    for (NftRule rule : rules) {
      rulesByTable
          .computeIfAbsent(new TableKey(rule.family(), rule.table()), key -> new LinkedHashMap<>())
          .computeIfAbsent(rule.chain(), name -> new ArrayList<>())
          .add(rule(rule));
    }
    Map<TableKey, Map<String, Chain>> tables = new LinkedHashMap<>();
    List<NftChain> bases = new ArrayList<>();
    for (NftChain chain : chains) {
      boolean ipv4 = chain.family().equals("inet") || chain.family().equals("ip");
      if (!ipv4 || (chain.family().equals("ip") && iptablesTables.contains(chain.table()))) {
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
        chain.priority(),
        chain.type().equals("nat"),
        byName.get(chain.name()),
        byName);
  }

  private static Rule rule(NftRule rule) {
    List<Match> matches = rule.matches().stream().map(NftablesMatches::of).toList();
    return new Rule(rule.source(), rule.text(), matches, action(rule));
  }

  private static Action action(NftRule rule) {
    return switch (rule.verdict()) {
      case "accept" -> Action.ACCEPT;
      case "drop" -> Action.DROP;
      case "reject" -> new Action(Action.Kind.REJECT, rule.verdictArgument());
      case "return" -> Action.RETURN;
      case "jump" -> new Action(Action.Kind.JUMP, rule.verdictArgument());
      case "goto" -> new Action(Action.Kind.GOTO, rule.verdictArgument());
      case "vmap", "queue", "?" -> Action.UNKNOWN;
      default -> statement(rule.statements());
    };
  }

  private static Action statement(List<String> statements) {
    for (String statement : statements) {
      if (statement.startsWith("masquerade")) {
        return new Action(Action.Kind.MASQUERADE, "");
      }
      if (statement.startsWith("dnat ")) {
        return new Action(
            Action.Kind.DESTINATION_NAT, statement.substring(statement.lastIndexOf(' ') + 1));
      }
      if (statement.matches("meta mark set 0x[0-9a-fA-F]{1,8}")) {
        return new Action(
            Action.Kind.SET_MARK, statement.substring(statement.lastIndexOf(' ') + 1));
      }
      if (statement.startsWith("snat ")) {
        return new Action(
            Action.Kind.SOURCE_NAT, statement.substring(statement.lastIndexOf(' ') + 1));
      }
    }
    return Action.CONTINUE;
  }
}
