package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.RuleOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of iptables as chains that packets walk. */
final class IptablesChains {
  /** Where a table's base chains stand among a hook's (include/uapi/linux/netfilter_ipv4.h). */
  private static final Map<String, Integer> PRIORITIES =
      Map.of("raw", -300, "mangle", -150, "filter", 0, "security", 50, "nat", 0);

  private static final Set<String> PASSING_TARGETS =
      Set.of(
          "LOG",
          "NFLOG",
          "ULOG",
          "TRACE",
          "NOTRACK",
          "CT",
          "CONNMARK",
          "TCPMSS",
          "CHECKSUM",
          "TTL",
          "DSCP",
          "TOS",
          "CLASSIFY",
          "SECMARK",
          "CONNSECMARK",
          "AUDIT",
          "SET",
          "TCPOPTSTRIP",
          "IDLETIMER",
          "RATEEST",
          "LED");

  private IptablesChains() {}

  /** A table of one backend. */
  private record TableKey(String backend, String name) {}

  static List<BaseChain> of(Collection<IptablesChain> chains, Collection<IptablesRule> rules) {
    Map<TableKey, Map<String, List<Rule>>> rulesByTable = new LinkedHashMap<>();
    for (IptablesRule rule : rules) {
      if (rule.family().equals("ip")) {
        rulesByTable
            .computeIfAbsent(
                new TableKey(rule.backend(), rule.table()), key -> new LinkedHashMap<>())
            .computeIfAbsent(rule.chain(), name -> new ArrayList<>())
            .add(rule(rule));
      }
    }
    Map<TableKey, Map<String, Chain>> tables = new LinkedHashMap<>();
    for (IptablesChain chain : chains) {
      if (chain.family().equals("ip")) {
        TableKey key = new TableKey(chain.backend(), chain.table());
        List<Rule> own =
            rulesByTable.getOrDefault(key, Map.of()).getOrDefault(chain.name(), List.of());
        boolean drops = chain.policy().equals("DROP");
        String text = ":" + chain.name() + " " + chain.policy();
        tables
            .computeIfAbsent(key, unused -> new LinkedHashMap<>())
            .put(chain.name(), new Chain(chain.name(), chain.source(), text, drops, own));
      }
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
        "ip",
        key.name(),
        hook,
        PRIORITIES.getOrDefault(key.name(), 0),
        key.name().equals("nat"),
        chain,
        byName);
  }

  private static Rule rule(IptablesRule rule) {
    List<Match> matches = rule.matches().stream().map(IptablesMatches::of).toList();
    return new Rule(rule.source(), rule.text(), matches, action(rule));
  }

  private static Action action(IptablesRule rule) {
    if (rule.goesTo()) {
      return new Action(Action.Kind.GOTO, rule.target());
    }
    return switch (rule.target()) {
      case "" -> Action.CONTINUE;
      case "ACCEPT" -> Action.ACCEPT;
      case "DROP" -> Action.DROP;
      case "REJECT" -> new Action(Action.Kind.REJECT, option(rule, "--reject-with"));
      case "RETURN" -> Action.RETURN;
      case "DNAT" -> new Action(Action.Kind.DESTINATION_NAT, option(rule, "--to-destination"));
      case "REDIRECT" -> new Action(Action.Kind.REDIRECT, option(rule, "--to-ports"));
      case "SNAT" -> new Action(Action.Kind.SOURCE_NAT, option(rule, "--to-source"));
      case "MASQUERADE" -> new Action(Action.Kind.MASQUERADE, "");
      case "MARK" -> mark(rule);
      case "NFQUEUE", "TPROXY", "NETMAP", "SYNPROXY", "TARPIT", "CHAOS", "DELUDE", "STEAL" ->
          Action.UNKNOWN;
      default ->
          PASSING_TARGETS.contains(rule.target())
              ? Action.CONTINUE
              : new Action(Action.Kind.JUMP, rule.target());
    };
  }

  private static Action mark(IptablesRule rule) {
    for (RuleOption option : rule.targetOptions()) {
      Action.Kind kind =
          switch (option.name()) {
            case "--set-xmark" -> Action.Kind.SET_MARK;
            case "--set-mark" -> Action.Kind.SET_MARK;
            case "--or-mark" -> Action.Kind.OR_MARK;
            case "--xor-mark" -> Action.Kind.XOR_MARK;
            default -> Action.Kind.CONTINUE;
          };
      if (kind != Action.Kind.CONTINUE
          && option
              .argument()
              .matches("(0x[0-9a-fA-F]{1,8}|[0-9]{1,10})(/(0x[0-9a-fA-F]{1,8}|[0-9]{1,10}))?")) {
        return new Action(kind, option.argument());
      }
    }
    return Action.CONTINUE;
  }

  private static String option(IptablesRule rule, String name) {
    return rule.targetOptions().stream()
        .filter(option -> option.name().equals(name))
        .map(RuleOption::argument)
        .findFirst()
        .orElse("");
  }
}
