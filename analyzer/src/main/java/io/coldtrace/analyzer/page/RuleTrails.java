package io.coldtrace.analyzer.page;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.PacketLoss;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.report.Diagnosis;
import io.coldtrace.report.Evidence;
import io.coldtrace.report.Report;
import io.coldtrace.report.RuleTrail;
import io.coldtrace.rules.FactBase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The jumps by which packets come to the rule that loses them. */
final class RuleTrails {
  private static final int MOST = 6;

  /** What iptables and nftables rules have in common here. */
  private record Rule(
      Source source,
      String table,
      String chain,
      int position,
      String target,
      long packets,
      String text) {}

  private final FactBase facts;

  RuleTrails(FactBase facts) {
    this.facts = facts;
  }

  List<RuleTrail> of(Report report) {
    List<RuleTrail> trails = new ArrayList<>();
    for (int i = 0; i < report.diagnoses().size(); i++) {
      Diagnosis diagnosis = report.diagnoses().get(i);
      for (PacketLoss loss : facts.all(PacketLoss.class)) {
        boolean shown = diagnosis.evidence().stream().anyMatch(by -> isAt(loss.source(), by));
        if (shown && !loss.chain().isEmpty() && trails.size() < MOST) {
          RuleTrail trail = trail(i, loss);
          // Packets of several kinds may be lost by one rule, and on one way to it.
          if (!trails.contains(trail)) {
            trails.add(trail);
          }
        }
      }
    }
    return trails;
  }

  private static boolean isAt(Source source, Evidence by) {
    return source.line() > 0 && source.equals(new Source(by.node(), by.file(), by.line()));
  }

  private RuleTrail trail(int diagnosis, PacketLoss loss) {
    List<Rule> rules = rules(loss);
    Deque<RuleTrail.Step> steps = new ArrayDeque<>();
    Source at = loss.source();
    int position =
        rules.stream().filter(r -> r.source().equals(at)).map(Rule::position).findFirst().orElse(0);
    steps.add(
        new RuleTrail.Step(
            loss.chain(), position, new Evidence(at.node(), at.file(), at.line(), loss.text())));
    for (Rule jump : jumpsTo(loss.chain(), rules, loss.hook())) {
      Source line = jump.source();
      steps.addFirst(
          new RuleTrail.Step(
              jump.chain(),
              jump.position(),
              new Evidence(line.node(), line.file(), line.line(), jump.text())));
    }
    return new RuleTrail(diagnosis, loss.node(), loss.table(), loss.verdict(), List.copyOf(steps));
  }

  /** Backwards from the chain, by the shortest way; of several jumps the one that packets took. */
  private static List<Rule> jumpsTo(String chain, List<Rule> rules, String hook) {
    Map<String, Rule> towards = new HashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(chain));
    Set<String> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      String target = open.remove();
      if (target.equalsIgnoreCase(hook)) {
        return way(target, chain, towards);
      }
      List<Rule> callers =
          rules.stream()
              .filter(rule -> rule.target().equals(target))
              .sorted(Comparator.comparing((Rule rule) -> rule.packets() <= 0))
              .toList();
      if (callers.isEmpty() && !target.equals(chain)) {
        return way(target, chain, towards);
      }
      for (Rule caller : callers) {
        if (seen.add(caller.chain())) {
          towards.put(caller.chain(), caller);
          open.add(caller.chain());
        }
      }
    }
    return List.of();
  }

  private static List<Rule> way(String from, String to, Map<String, Rule> towards) {
    Deque<Rule> jumps = new ArrayDeque<>();
    for (String at = from; !at.equals(to); at = towards.get(at).target()) {
      jumps.addFirst(towards.get(at));
    }
    return List.copyOf(jumps);
  }

  private List<Rule> rules(PacketLoss loss) {
    return loss.backend().equals("nftables") ? nftables(loss) : iptables(loss);
  }

  private List<Rule> iptables(PacketLoss loss) {
    return facts.on(loss.source().node(), IptablesRule.class).stream()
        .filter(rule -> rule.source().file().equals(loss.source().file()))
        .filter(rule -> rule.table().equals(loss.table()))
        .map(
            r ->
                new Rule(
                    r.source(),
                    r.table(),
                    r.chain(),
                    r.position(),
                    r.target(),
                    r.packets(),
                    r.text()))
        .toList();
  }

  private List<Rule> nftables(PacketLoss loss) {
    return facts.on(loss.source().node(), NftRule.class).stream()
        .filter(rule -> rule.table().equals(loss.table()) && rule.family().equals(loss.family()))
        .map(r -> new Rule(r.source(), r.table(), r.chain(), r.position(), target(r), 0, r.text()))
        .toList();
  }

  private static String target(NftRule rule) {
    return Optional.of(rule.verdictArgument())
        .filter(chain -> rule.verdict().equals("jump") || rule.verdict().equals("goto"))
        .orElse("");
  }
}
