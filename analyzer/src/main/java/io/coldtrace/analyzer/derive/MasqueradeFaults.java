package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.facts.netfilter.RuleOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Nodes that send what their pods send out of the cluster under the pods' own addresses, which
 * nobody out there has a route to.
 */
final class MasqueradeFaults {
  private static final Set<String> SOURCE_NAT = Set.of("MASQUERADE", "SNAT");

  /** What is known of a node, whose rules may be many. */
  private static final class Node {
    private Cidr network;
    private Cidr subnet;
    private Source listing = Source.NONE;
    private boolean hidden;
    private final Set<String> jumps = new TreeSet<>();
    private final List<IptablesRule> rules = new ArrayList<>();

    boolean lacks() {
      return network != null
          && subnet != null
          && !listing.equals(Source.NONE)
          && !hidden
          && rules.stream().noneMatch(this::hides);
    }

    /** What matches by more than addresses is taken to hide them: it is not known better. */
    private boolean hides(IptablesRule rule) {
      boolean reached =
          rule.chain().equals("POSTROUTING")
              || rule.chain().startsWith("CNI-")
              || jumps.contains(rule.chain());
      boolean marked = rule.matches().stream().anyMatch(o -> o.name().equals("--mark"));
      boolean others =
          rule.matches().stream()
              .filter(option -> option.name().equals("-s"))
              .anyMatch(this::isOfOthers);
      return reached && !marked && (!others || rule.chain().startsWith("CNI-"));
    }

    private boolean isOfOthers(RuleOption source) {
      return Cidr.parse(source.argument())
          .filter(cidr -> cidr.contains(subnet) == source.negated())
          .isPresent();
    }
  }

  private final Map<String, Node> nodes = new HashMap<>();

  private MasqueradeFaults() {}

  static List<OverlayFault> of(Collection<? extends Fact> captured, Places places) {
    MasqueradeFaults found = new MasqueradeFaults();
    captured.forEach(found::take);
    List<OverlayFault> faults = new ArrayList<>();
    for (String name : places.collected()) {
      Node node = found.nodes.get(name);
      if (node != null && node.lacks()) {
        String rule = "-s %s ! -d %s -j MASQUERADE".formatted(node.network, node.network);
        faults.add(
            new OverlayFault(
                node.listing,
                name,
                "masquerade",
                "",
                List.of(),
                "",
                node.network.toString(),
                List.of("iptables -t nat -A POSTROUTING " + rule),
                List.of(),
                List.of()));
      }
    }
    return faults;
  }

  private void take(Fact fact) {
    if (fact instanceof HostSetting setting) {
      Cidr.parse(setting.value())
          .ifPresent(
              cidr -> {
                if (setting.key().equals("FLANNEL_NETWORK")) {
                  of(fact).network = cidr;
                } else if (setting.key().equals("FLANNEL_SUBNET")) {
                  of(fact).subnet = cidr;
                }
              });
    } else if (fact instanceof IptablesChain chain) {
      if (chain.table().equals("nat")
          && chain.family().equals("ip")
          && chain.name().equals("POSTROUTING")) {
        of(fact).listing = chain.source();
      }
    } else if (fact instanceof IptablesRule rule) {
      take(rule);
    } else if (fact instanceof NftRule rule) {
      // The table nat is iptables' own; whose the others are (flannel's, an agent's) is no matter.
      boolean foreign = !Set.of("nat", "kube-proxy").contains(rule.table());
      of(fact).hidden |=
          foreign && rule.statements().stream().anyMatch(s -> s.matches("(masquerade|snat)\\b.*"));
    }
  }

  private void take(IptablesRule rule) {
    if (!rule.table().equals("nat") || !rule.family().equals("ip") || rule.target().isEmpty()) {
      return;
    }
    if (SOURCE_NAT.contains(rule.target()) && !rule.chain().startsWith("KUBE-")) {
      of(rule).rules.add(rule);
    } else if (!rule.chain().startsWith("KUBE-")) {
      of(rule).jumps.add(rule.target());
    }
  }

  private Node of(Fact fact) {
    return nodes.computeIfAbsent(fact.source().node(), name -> new Node());
  }
}
