package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.KubeFirewallRule;
import io.coldtrace.facts.derived.KubeForward;
import io.coldtrace.facts.netfilter.IptablesRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands in chains of kubelet's and kube-proxy's own: one look at each rule. */
final class KubeChains {
  private record Listed(String node, String backend, String family) {
    static Listed of(IptablesRule rule) {
      return new Listed(rule.source().node(), rule.backend(), rule.family());
    }
  }

  private record Copy(Listed listed, String text) {}

  private final Map<Copy, List<IptablesRule>> firewall = new LinkedHashMap<>();
  private final Map<Listed, List<IptablesRule>> forward = new LinkedHashMap<>();
  private final Set<Listed> proxied = new HashSet<>();

  private KubeChains(Collection<? extends Fact> facts) {
    for (Fact fact : facts) {
      // What is loaded at boot is not what the kernel holds.
      if (fact instanceof IptablesRule rule && !rule.source().file().contains("etc/")) {
        add(rule);
      }
    }
  }

  static List<Fact> of(Collection<? extends Fact> facts) {
    KubeChains chains = new KubeChains(facts);
    List<Fact> found = new ArrayList<>();
    chains.firewall.values().forEach(copies -> found.add(firewallRule(copies)));
    chains.forward.forEach(
        (listed, rules) -> {
          if (chains.proxied.contains(listed)) {
            found.add(forward(rules));
          }
        });
    return found;
  }

  private void add(IptablesRule rule) {
    String chain = rule.chain();
    if (chain.equals("KUBE-FIREWALL")) {
      firewall
          .computeIfAbsent(new Copy(Listed.of(rule), rule.text()), unused -> new ArrayList<>())
          .add(rule);
    } else if (chain.equals("KUBE-FORWARD") && rule.family().equals("ip")) {
      forward.computeIfAbsent(Listed.of(rule), unused -> new ArrayList<>()).add(rule);
    } else if (chain.startsWith("KUBE-SVC-")) {
      proxied.add(Listed.of(rule));
    }
  }

  private static KubeFirewallRule firewallRule(List<IptablesRule> copies) {
    IptablesRule rule = copies.get(0);
    boolean unconditional =
        rule.matches().stream().allMatch(option -> option.module().equals("comment"));
    return new KubeFirewallRule(
        rule.source(),
        rule.source().node(),
        rule.backend(),
        rule.family(),
        rule.text(),
        RuleOwners.program(rule.source()),
        RuleOwners.removal(rule),
        copies.size(),
        rule.target().equals("DROP") && unconditional);
  }

  private static KubeForward forward(List<IptablesRule> rules) {
    IptablesRule first = rules.get(0);
    boolean drops =
        rules.stream()
            .filter(rule -> rule.target().equals("DROP"))
            .flatMap(rule -> rule.matches().stream())
            .anyMatch(option -> option.argument().contains("INVALID"));
    return new KubeForward(
        first.source(),
        first.source().node(),
        first.backend(),
        RuleOwners.program(first.source()),
        drops);
  }
}
