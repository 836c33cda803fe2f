package io.coldtrace.dataplane.netfilter;

import io.coldtrace.dataplane.netfilter.ChainRun.Ending;
import io.coldtrace.dataplane.netfilter.Decision.Verdict;
import io.coldtrace.facts.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All of a host's netfilter chains, of every backend, hook by hook. IPv4. */
public final class Netfilter {
  private final List<BaseChain> chains;
  private final LocalAddresses host;

  Netfilter(List<BaseChain> chains, LocalAddresses host) {
    this.chains = chains.stream().sorted(Comparator.comparingInt(BaseChain::priority)).toList();
    this.host = host;
  }

  /**
   * What came of a packet at a hook.
   *
   * @param packet with the marks that the chains gave it
   */
  public record Passage(Decision decision, PacketHeader packet) {}

  /** As {@link #pass(Hook, PacketHeader, Dice)}, both ways where a rule leaves it to chance. */
  public Passage pass(Hook hook, PacketHeader packet) {
    return pass(hook, packet, Dice.NONE);
  }

  /**
   * Sends a packet through all filtering chains of a hook, in the order of their priorities: a drop
   * anywhere drops, whatever another chain accepted.
   */
  public Passage pass(Hook hook, PacketHeader packet, Dice dice) {
    PacketHeader current = packet;
    Decision accepted = Decision.accepted();
    Decision doubt = null;
    for (BaseChain base : chains) {
      if (base.hook() != hook || base.nat()) {
        continue;
      }
      ChainRun run = ChainRun.of(base, current, host, dice);
      current = run.packet();
      Decision decision = decide(base, run);
      // What let it pass is worth showing; a rule more than a policy.
      if (!decision.text().isEmpty() && !accepted.reason().equals("rule")) {
        accepted = decision;
      }
      if (decision.verdict() == Verdict.DROPPED || decision.verdict() == Verdict.REJECTED) {
        return new Passage(decision, current);
      }
      if (decision.verdict() == Verdict.UNKNOWN && doubt == null) {
        doubt = decision;
      }
    }
    return new Passage(doubt == null ? accepted : doubt, current);
  }

  private static Decision decide(BaseChain base, ChainRun run) {
    Set<Verdict> verdicts = new LinkedHashSet<>();
    for (Ending ending : run.endings()) {
      verdicts.add(verdict(ending.action()));
    }
    // Dropped or rejected, the packet is lost either way.
    boolean lost = !verdicts.contains(Verdict.ACCEPTED) && !verdicts.contains(Verdict.UNKNOWN);
    if (verdicts.size() == 1 || lost) {
      Ending ending = run.endings().get(0);
      Verdict verdict = verdict(ending.action());
      String reason = ending.policy() ? "policy" : "rule";
      return decision(base, verdict, reason, ending.source(), ending.chain(), ending.text());
    }
    return doubt(base, run.doubtful().orElseThrow());
  }

  private static Decision decision(
      BaseChain base, Verdict verdict, String reason, Source source, String chain, String text) {
    return new Decision(
        verdict, reason, source, base.backend(), base.family(), base.table(), chain, text);
  }

  private static Verdict verdict(Action action) {
    return switch (action.kind()) {
      case DROP -> Verdict.DROPPED;
      case REJECT -> Verdict.REJECTED;
      case UNKNOWN -> Verdict.UNKNOWN;
      default -> Verdict.ACCEPTED;
    };
  }

  /**
   * What the NAT chains of a hook do with the first packet of a flow: one entry for each way that
   * it may go, several only where a rule is not understood; never empty.
   */
  public List<Nat> nat(Hook hook, PacketHeader packet, Dice dice) {
    PacketHeader current = packet;
    for (BaseChain base : chains) {
      if (base.hook() != hook || !base.nat()) {
        continue;
      }
      ChainRun run = ChainRun.of(base, current, host, dice);
      current = run.packet();
      List<Nat> found = new ArrayList<>();
      Optional<Decision> doubt = run.doubtful().map(rule -> doubt(base, rule));
      for (Ending ending : run.endings()) {
        found.add(Nat.of(ending, current, doubt));
      }
      // The first translation holds; chains of the other backend do not see the flow any more.
      if (found.stream().anyMatch(nat -> nat.kind() != Nat.Kind.NONE)) {
        return found;
      }
    }
    return List.of(Nat.none(current));
  }

  private static Decision doubt(BaseChain base, Rule rule) {
    return decision(
        base, Verdict.UNKNOWN, "not-understood", rule.source(), base.chain().name(), rule.text());
  }
}
