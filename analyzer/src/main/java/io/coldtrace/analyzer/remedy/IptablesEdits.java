package io.coldtrace.analyzer.remedy;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.parsers.command.NodeCommand.Edit;
import io.coldtrace.parsers.command.NodeCommand.IptablesEdit;
import io.coldtrace.parsers.command.NodeCommand.IptablesPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The rules of iptables after a rule was added or taken away, or a policy set. */
final class IptablesEdits {
  private IptablesEdits() {}

  /** Empty if the node has no such chain, or no such rule to delete. */
  static Optional<List<Fact>> edited(List<Fact> facts, String node, IptablesEdit edit) {
    String backend = backend(facts, node, edit.backend(), edit.rule());
    Predicate<Fact> ofChain = fact -> isOfChain(fact, node, backend, edit.rule());
    boolean chain =
        facts.stream().anyMatch(fact -> fact instanceof IptablesChain && ofChain.test(fact));
    List<IptablesRule> rules = new ArrayList<>();
    facts.stream()
        .filter(fact -> fact instanceof IptablesRule && ofChain.test(fact))
        .forEach(fact -> rules.add((IptablesRule) fact));
    if (!chain && rules.isEmpty()) {
      return Optional.empty();
    }
    if (edit.edit() == Edit.DELETE) {
      Optional<IptablesRule> gone =
          rules.stream().filter(rule -> saysTheSame(rule, edit.rule())).findFirst();
      if (gone.isEmpty()) {
        return Optional.empty();
      }
      rules.remove(gone.get());
    } else {
      if (edit.position() > rules.size() + 1) {
        return Optional.empty();
      }
      int at = edit.position() == 0 ? rules.size() : edit.position() - 1;
      rules.add(at, placed(edit.rule(), new Source(node, ChangedFacts.FILE, 0), backend, at + 1));
    }
    List<Fact> after = new ArrayList<>();
    facts.stream()
        .filter(fact -> !(fact instanceof IptablesRule && ofChain.test(fact)))
        .forEach(after::add);
    for (int i = 0; i < rules.size(); i++) {
      after.add(placed(rules.get(i), rules.get(i).source(), backend, i + 1));
    }
    return Optional.of(after);
  }

  /** Empty if the node has no such chain. */
  static Optional<List<Fact>> withPolicy(List<Fact> facts, String node, IptablesPolicy policy) {
    List<Fact> after = new ArrayList<>();
    boolean found = false;
    for (Fact fact : facts) {
      boolean it =
          fact instanceof IptablesChain chain
              && chain.source().node().equals(node)
              && (policy.backend().isEmpty() || chain.backend().equals(policy.backend()))
              && chain.family().equals(policy.family())
              && chain.table().equals(policy.table())
              && chain.name().equals(policy.chain());
      found |= it;
      after.add(it ? withPolicy((IptablesChain) fact, policy.policy()) : fact);
    }
    return found ? Optional.of(after) : Optional.empty();
  }

  /** The same chain with another policy. */
  static IptablesChain withPolicy(IptablesChain chain, String policy) {
    return new IptablesChain(
        chain.source(),
        chain.backend(),
        chain.family(),
        chain.table(),
        chain.name(),
        policy,
        chain.packets(),
        chain.bytes());
  }

  /** That of the only listing that has the chain, where the command does not say. */
  private static String backend(List<Fact> facts, String node, String named, IptablesRule rule) {
    if (!named.isEmpty()) {
      return named;
    }
    TreeSet<String> backends = new TreeSet<>();
    for (Fact fact : facts) {
      if (fact instanceof IptablesChain chain && isOfChain(chain, node, chain.backend(), rule)) {
        backends.add(chain.backend());
      }
    }
    return backends.size() == 1 ? backends.first() : "";
  }

  private static boolean isOfChain(Fact fact, String node, String backend, IptablesRule rule) {
    if (!fact.source().node().equals(node)) {
      return false;
    }
    if (fact instanceof IptablesChain chain) {
      return chain.backend().equals(backend)
          && chain.family().equals(rule.family())
          && chain.table().equals(rule.table())
          && chain.name().equals(rule.chain());
    }
    return fact instanceof IptablesRule other
        && other.backend().equals(backend)
        && other.family().equals(rule.family())
        && other.table().equals(rule.table())
        && other.chain().equals(rule.chain());
  }

  private static boolean saysTheSame(IptablesRule rule, IptablesRule other) {
    return rule.matches().equals(other.matches())
        && rule.target().equals(other.target())
        && rule.goesTo() == other.goesTo()
        && rule.targetOptions().equals(other.targetOptions());
  }

  private static IptablesRule placed(
      IptablesRule rule, Source source, String backend, int position) {
    return new IptablesRule(
        source,
        backend,
        rule.family(),
        rule.table(),
        rule.chain(),
        position,
        rule.matches(),
        rule.target(),
        rule.goesTo(),
        rule.targetOptions(),
        rule.packets(),
        rule.bytes(),
        rule.text());
  }
}
