package io.coldtrace.analyzer.derive;

import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.rules.knowledge.ChainOwners;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whose rule decided: by its chain's name or its table's; for a rule that stands in a built-in
 * chain, or that chain's policy, by what firewall products are known to put there.
 */
final class RuleOwners {
  private static final Set<String> BUILT_IN =
      Set.of("INPUT", "FORWARD", "OUTPUT", "PREROUTING", "POSTROUTING");

  /** How firewalld's iptables backend ends INPUT and FORWARD, after the jumps to its own chains. */
  private static final Set<String> FIREWALLD_TAILS =
      Set.of(
          "-m conntrack --ctstate INVALID -j DROP", "-j REJECT --reject-with icmp-host-prohibited");

  /**
   * A word as iptables-save writes it: in double quotes with backslashes, or bare. Possessive: a
   * long word must not exhaust the stack.
   */
  private static final Pattern SAVED_WORD =
      Pattern.compile("\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|\\S+");

  private final List<IptablesRule> rules;
  private final List<IptablesChain> chains;

  RuleOwners(Collection<? extends Fact> facts) {
    rules = Facts.only(facts, IptablesRule.class);
    chains = Facts.only(facts, IptablesChain.class);
  }

  /** {@code firewalld}, {@code ufw}, {@code kube-proxy}, ...; empty if nobody known. */
  String of(Decision decision) {
    if (decision.backend().isEmpty()) {
      return "";
    }
    if (decision.backend().equals("nftables")) {
      return ChainOwners.of("nft:" + decision.family() + " " + decision.table())
          .map(RuleOwners::product)
          .orElse("");
    }
    if (!BUILT_IN.contains(decision.chain())) {
      return ChainOwners.of(decision.chain()).map(RuleOwners::product).orElse("");
    }
    return decision.reason().equals("policy")
        ? ofPolicy(decision)
        : rule(decision.source()).map(this::ofBuiltIn).orElse("");
  }

  /** The product's name without versions and remarks: {@code firewalld <=1.x} is firewalld. */
  static String product(String owner) {
    return owner.split("[ (,]", 2)[0];
  }

  /**
   * A policy is ufw's where ufw's chains hang on that hook: it sets the policy itself
   * (ufw-framework(8)).
   */
  private String ofPolicy(Decision decision) {
    return jumpsFrom(decision.source().node(), decision).contains("ufw") ? "ufw" : "";
  }

  /** Whose rule it is that stands in a built-in chain; empty if nobody known. */
  String ofBuiltIn(IptablesRule rule) {
    if (!BUILT_IN.contains(rule.chain()) || !FIREWALLD_TAILS.contains(withoutChain(rule))) {
      return "";
    }
    boolean behindFirewalld =
        rules.stream()
            .filter(other -> sameChain(rule, other))
            .filter(other -> other.position() < rule.position())
            .anyMatch(other -> owns(other.target(), "firewalld"));
    return behindFirewalld ? "firewalld" : "";
  }

  private static String withoutChain(IptablesRule rule) {
    return rule.text().replaceFirst("^-A \\S+ ", "");
  }

  private Set<String> jumpsFrom(String node, Decision decision) {
    return rules.stream()
        .filter(rule -> rule.source().node().equals(node) && sameChain(rule, decision))
        .flatMap(rule -> ChainOwners.of(rule.target()).stream())
        .map(RuleOwners::product)
        .collect(Collectors.toSet());
  }

  private static boolean owns(String chain, String product) {
    return ChainOwners.of(chain).map(RuleOwners::product).filter(product::equals).isPresent();
  }

  private static boolean sameChain(IptablesRule rule, Decision decision) {
    return rule.source().node().equals(decision.source().node())
        && rule.backend().equals(decision.backend())
        && rule.family().equals(decision.family())
        && rule.table().equals(decision.table())
        && rule.chain().equals(decision.chain());
  }

  private static boolean sameChain(IptablesRule rule, IptablesRule other) {
    return rule.source().node().equals(other.source().node())
        && rule.backend().equals(other.backend())
        && rule.family().equals(other.family())
        && rule.table().equals(other.table())
        && rule.chain().equals(other.chain());
  }

  /** The rule that stands in this line. */
  Optional<IptablesRule> rule(Source source) {
    return rules.stream().filter(rule -> rule.source().equals(source)).findFirst();
  }

  /**
   * The command that takes the deciding rule away; empty for a policy and for native nftables,
   * whose rules go by a handle.
   */
  String removal(Decision decision) {
    return rule(decision.source()).map(RuleOwners::removal).orElse("");
  }

  /** The command that takes a rule away. */
  static String removal(IptablesRule rule) {
    if (!rule.text().startsWith("-A ")) {
      return "";
    }
    // A listing that was cut or grepped tells no table; iptables then means filter.
    boolean filter = rule.table().isEmpty() || rule.table().equals("filter");
    String table = filter ? "" : "-t " + rule.table() + " ";
    return program(rule.source()) + " -w " + table + "-D " + shellWords(rule.text().substring(3));
  }

  /** Whose chain a rule stands in; empty if nobody's known. */
  static String ofChain(IptablesRule rule) {
    return BUILT_IN.contains(rule.chain())
        ? ""
        : ChainOwners.of(rule.chain()).map(RuleOwners::product).orElse("");
  }

  /**
   * The words of a rule, quoted for a shell: iptables-save quotes them for iptables-restore, in
   * double quotes in which a shell would still expand {@code $(...)}.
   */
  private static String shellWords(String rule) {
    return SAVED_WORD
        .matcher(rule)
        .results()
        .map(
            word ->
                word.group(1) == null ? word.group() : word.group(1).replaceAll("\\\\(.)", "$1"))
        .map(
            word ->
                word.matches("[A-Za-z0-9_./:,=+@%-]+")
                    ? word
                    : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  /**
   * The iptables that wrote the listing: {@code iptables-nft} where that name exists, as the
   * collector saw.
   */
  static String program(Decision decision) {
    if (decision.backend().isEmpty() || decision.backend().equals("nftables")) {
      return decision.backend().isEmpty() ? "" : "nft";
    }
    return program(decision.source());
  }

  /** The iptables that wrote the listing. */
  static String program(Source source) {
    String name = source.file().substring(source.file().lastIndexOf('/') + 1);
    return name.startsWith("iptables-nft")
        ? "iptables-nft"
        : name.startsWith("iptables-legacy") ? "iptables-legacy" : "iptables";
  }

  /** The chains of a product on a node, in order. */
  List<IptablesChain> chainsOf(String node, String product) {
    return chains.stream()
        .filter(chain -> chain.source().node().equals(node) && owns(chain.name(), product))
        .toList();
  }
}
