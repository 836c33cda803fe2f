package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.HostFirewall;
import io.coldtrace.facts.derived.PacketLoss;
import io.coldtrace.facts.kernel.HostProcess;
import io.coldtrace.facts.kernel.SystemdUnit;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.rules.knowledge.ChainOwners;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Firewall products at work on the nodes: by their rules, their process or their unit, each of
 * which suffices.
 */
final class HostFirewalls {
  private static final List<String> PRODUCTS = List.of("firewalld", "ufw");

  private static final List<Class<? extends Fact>> TELLING =
      List.of(IptablesRule.class, NftChain.class, HostProcess.class, SystemdUnit.class);

  /** Of each chain's name whose it is: the nodes have most of them in common. */
  private final Map<String, Optional<String>> owners = new HashMap<>();

  private HostFirewalls() {}

  static List<HostFirewall> of(
      Collection<? extends Fact> facts, Set<String> nodes, List<PacketLoss> losses) {
    List<HostFirewall> firewalls = new ArrayList<>();
    HostFirewalls knowledge = new HostFirewalls();
    Map<String, List<Fact>> byNode = Facts.byNode(facts, TELLING);
    for (String node : nodes) {
      List<Fact> own = byNode.getOrDefault(node, List.of());
      for (String product : PRODUCTS) {
        knowledge.firewall(node, product, own, losses).ifPresent(firewalls::add);
      }
    }
    return firewalls;
  }

  private Optional<HostFirewall> firewall(
      String node, String product, List<Fact> facts, List<PacketLoss> losses) {
    List<IptablesRule> iptables = new ArrayList<>();
    List<Source> nftables = new ArrayList<>();
    List<Source> alive = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact instanceof IptablesRule rule && isHookedBy(rule, product)) {
        iptables.add(rule);
      } else if (fact instanceof NftChain chain
          && !chain.hook().isEmpty()
          && isTableOf(chain, product)) {
        nftables.add(chain.source());
      } else if (fact instanceof HostProcess process && process.name().equals(product)) {
        alive.add(process.source());
      } else if (fact instanceof SystemdUnit unit && isActive(unit, product)) {
        alive.add(unit.source());
      }
    }
    List<PacketLoss> own =
        losses.stream()
            .filter(loss -> loss.node().equals(node) && loss.owner().equals(product))
            .toList();
    List<Source> signs = new ArrayList<>();
    own.forEach(loss -> signs.add(loss.source()));
    signs.addAll(alive);
    // Of many chains the first few show the product as well as all; IPv4 is what the probes speak.
    iptables.stream()
        .sorted(Comparator.comparing(IptablesRule::family))
        .limit(3)
        .forEach(rule -> signs.add(rule.source()));
    nftables.stream().limit(3).forEach(signs::add);
    if (signs.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<String> probes = new TreeSet<>();
    own.forEach(loss -> probes.addAll(loss.probes()));
    String backend = !nftables.isEmpty() ? "nftables" : !iptables.isEmpty() ? "iptables" : "";
    return Optional.of(
        new HostFirewall(
            signs.get(0),
            node,
            product,
            backend,
            signs.stream().distinct().toList(),
            own.stream().map(PacketLoss::source).distinct().toList(),
            List.copyOf(probes)));
  }

  /**
   * A jump from elsewhere into the product's chains: chains that nothing leads to are leftovers.
   */
  private boolean isHookedBy(IptablesRule rule, String product) {
    return ownerOf(rule.target()).filter(product::equals).isPresent()
        && ownerOf(rule.chain()).filter(product::equals).isEmpty();
  }

  private Optional<String> ownerOf(String chain) {
    return owners.computeIfAbsent(chain, name -> ChainOwners.of(name).map(RuleOwners::product));
  }

  private boolean isTableOf(NftChain chain, String product) {
    return ownerOf("nft:" + chain.family() + " " + chain.table())
        .filter(product::equals)
        .isPresent();
  }

  /** ufw's unit is a one-shot that stays "active (exited)" also when ufw is disabled. */
  private static boolean isActive(SystemdUnit unit, String product) {
    return unit.name().equals(product + ".service")
        && unit.active().equals("active")
        && !unit.sub().equals("exited");
  }
}
