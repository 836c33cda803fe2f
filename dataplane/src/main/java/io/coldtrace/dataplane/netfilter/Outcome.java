package io.coldtrace.dataplane.netfilter;

import io.coldtrace.dataplane.netfilter.Decision.Verdict;
import io.coldtrace.facts.Source;
import java.util.Optional;

/**
 * A way in which a base chain may end for a packet.
 *
 * @param source the line that ended it
 * @param chainName the chain that it stands in
 * @param policy it is the base chain's policy
 * @param packet as the rules left it
 * @param doubt the last rule on the way that is not understood; empty if there is none
 * @param chance whether a rule on the way matches at random
 */
public record Outcome(
    BaseChain base,
    Action action,
    Source source,
    String text,
    String chainName,
    boolean policy,
    PacketHeader packet,
    Optional<Rule> doubt,
    boolean chance) {

  /** What makes a difference to the packet's further way. */
  record Key(Verdict verdict, Optional<Translation> translation, PacketHeader packet) {}

  Key key() {
    return new Key(verdict(), action.translation(), packet);
  }

  /** Dropped, rejected, or let pass as far as this chain is concerned. */
  public Verdict verdict() {
    return switch (action.kind()) {
      case DROP -> Verdict.DROPPED;
      case REJECT -> Verdict.REJECTED;
      default -> Verdict.ACCEPTED;
    };
  }

  /** Whether the packet is lost here. */
  public boolean lost() {
    return verdict() != Verdict.ACCEPTED;
  }

  /** The translation of a chain of NAT; empty if the flow's ends stay. */
  public Optional<Translation> translation() {
    return action.translation();
  }

  /** The account of it. */
  public Decision decision() {
    return decision(verdict(), policy ? "policy" : "rule", source, chainName, text);
  }

  /** The account of what is not understood on the way here. */
  public Optional<Decision> doubtful() {
    return doubt.map(
        rule ->
            decision(
                Verdict.UNKNOWN,
                "not-understood",
                rule.source(),
                base.chain().name(),
                rule.text()));
  }

  private Decision decision(
      Verdict verdict, String reason, Source line, String chain, String lineText) {
    return new Decision(
        verdict, reason, line, base.backend(), base.family(), base.table(), chain, lineText);
  }

  /** Whether its type has packets of the host that it changed routed again. */
  public boolean reroutes() {
    return base.type().equals("route");
  }
}
