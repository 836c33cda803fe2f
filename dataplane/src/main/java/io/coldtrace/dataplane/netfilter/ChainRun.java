package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A packet's ways through one base chain. Where a rule may match it goes both ways; ways that meet
 * again in the same place with the same packet are one.
 */
final class ChainRun {
  /** Ends a loop in a damaged listing; the kernel refuses one. */
  private static final int MAX_DEPTH = 64;

  /** Ways of one packet through one chain, more than any ruleset needs that is understood. */
  private static final int MAX_WAYS = 4096;

  /** A place in a chain; behind it those that called, nearest first. */
  private record Frame(Chain chain, int next, Optional<Frame> caller, int depth) {
    /** Past the rules for other destinations. */
    Frame skipping(PacketHeader packet) {
      int at = chain.next(next, packet);
      return at == next ? this : new Frame(chain, at, caller, depth);
    }

    Frame after() {
      return new Frame(chain, next + 1, caller, depth);
    }

    Frame into(Chain target, Optional<Frame> back) {
      return new Frame(target, 0, back, depth + 1);
    }
  }

  /** A packet at a place. */
  private record Way(PacketHeader packet, Frame frame) {}

  /** How it came there: the last rule that may have matched or not. */
  private record Doubt(Optional<Rule> rule, boolean chance) {
    static final Doubt NONE = new Doubt(Optional.empty(), false);

    Doubt at(Rule next, Truth truth) {
      return truth == Truth.MAYBE ? new Doubt(Optional.of(next), chance) : new Doubt(rule, true);
    }
  }

  private record Open(Way way, Doubt doubt) {}

  private final BaseChain base;
  private final LocalAddresses host;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Set<Way> seen = new HashSet<>();
  private final List<Outcome> outcomes = new ArrayList<>(1);

  /** What the outcomes come to, once there are several. */
  private final Set<Outcome.Key> kept = new HashSet<>();

  private ChainRun(BaseChain base, LocalAddresses host) {
    this.base = base;
    this.host = host;
  }

  /** Every way in which the chain may end, in the order of the rules; never empty. */
  static List<Outcome> outcomes(BaseChain base, PacketHeader packet, LocalAddresses host) {
    ChainRun run = new ChainRun(base, host);
    Frame start = new Frame(base.chain(), 0, Optional.empty(), 0);
    run.open.push(new Open(new Way(packet, start), Doubt.NONE));
    for (int ways = 0; !run.open.isEmpty() && ways < MAX_WAYS; ways++) {
      Open next = run.open.pop();
      run.follow(next.way(), next.doubt());
    }
    return run.outcomes;
  }

  /** Until the way ends; where it forks, the other branch is left for later. */
  private void follow(Way way, Doubt doubt) {
    PacketHeader packet = way.packet();
    Optional<Frame> place = Optional.of(way.frame());
    while (place.isPresent()) {
      Frame frame = place.get().skipping(packet);
      if (frame.next() >= frame.chain().rules().size()) {
        place = frame.caller();
        continue;
      }
      Rule rule = frame.chain().rules().get(frame.next());
      Truth matches = rule.matches(packet, host);
      if (matches == Truth.NO || rule.harmless()) {
        place = Optional.of(frame.after());
        continue;
      }
      if (matches.open()) {
        fork(new Way(rule.changed(packet), frame), rule, doubt.at(rule, matches));
        place = unseen(packet, frame.after());
        doubt = doubt.at(rule, matches);
        if (place.isEmpty()) {
          return;
        }
        continue;
      }
      packet = rule.changed(packet);
      Optional<Frame> next = step(rule, rule.action(), frame, packet, doubt);
      if (next.isEmpty()) {
        return;
      }
      place = next;
    }
    policy(packet, doubt);
  }

  /** The branch on which the rule matches. */
  private void fork(Way way, Rule rule, Doubt doubt) {
    step(rule, rule.action(), way.frame(), way.packet(), doubt)
        .ifPresent(frame -> open.push(new Open(new Way(way.packet(), frame), doubt)));
  }

  private Optional<Frame> unseen(PacketHeader packet, Frame frame) {
    return seen.add(new Way(packet, frame)) ? Optional.of(frame) : Optional.empty();
  }

  /** Where the packet goes on; empty if its way ends, or goes on as several. */
  private Optional<Frame> step(
      Rule rule, Action action, Frame frame, PacketHeader packet, Doubt doubt) {
    return switch (action.kind()) {
      case CONTINUE -> Optional.of(frame.after());
      case RETURN -> {
        if (frame.caller().isEmpty()) {
          policy(packet, doubt);
        }
        yield frame.caller();
      }
      case JUMP -> enter(frame, action.argument(), Optional.of(frame.after()));
      case GOTO -> enter(frame, action.argument(), frame.caller());
      case MAP -> lookUp(rule, action, frame, packet, doubt);
      case UNKNOWN -> {
        Doubt open = doubt.at(rule, Truth.MAYBE);
        end(rule, Action.DROP, frame, packet, open);
        end(rule, Action.ACCEPT, frame, packet, open);
        this.open.push(new Open(new Way(packet, frame.after()), open));
        yield Optional.empty();
      }
      default -> {
        end(rule, action, frame, packet, doubt);
        yield Optional.empty();
      }
    };
  }

  private Optional<Frame> enter(Frame frame, String name, Optional<Frame> back) {
    Chain target = base.chains().get(name);
    return target == null || frame.depth() >= MAX_DEPTH
        ? Optional.of(frame.after())
        : Optional.of(frame.into(target, back));
  }

  private Optional<Frame> lookUp(
      Rule rule, Action action, Frame frame, PacketHeader packet, Doubt doubt) {
    boolean forked = false;
    Truth left = Truth.YES;
    Action.Elements map = action.map();
    for (int at = map.next(0, packet); at < map.all().size(); at = map.next(at + 1, packet)) {
      Action.Entry entry = map.all().get(at);
      Truth found = entry.match().test(packet, host);
      if (found == Truth.YES && !forked) {
        return step(rule, entry.action(), frame, packet, doubt);
      }
      if (found != Truth.NO) {
        forked = true;
        left = found == Truth.MAYBE ? left : Truth.NO;
        Doubt deeper = found == Truth.YES ? doubt : doubt.at(rule, found);
        step(rule, entry.action(), frame, packet, deeper)
            .ifPresent(next -> open.add(new Open(new Way(packet, next), deeper)));
      }
    }
    return left == Truth.NO ? Optional.empty() : Optional.of(frame.after());
  }

  private void end(Rule rule, Action action, Frame frame, PacketHeader packet, Doubt doubt) {
    keep(
        new Outcome(
            base,
            action,
            rule.source(),
            rule.text(),
            frame.chain().name(),
            false,
            packet,
            doubt.rule(),
            doubt.chance()));
  }

  private void policy(PacketHeader packet, Doubt doubt) {
    Chain chain = base.chain();
    Action policy = chain.dropsByPolicy() ? Action.DROP : Action.ACCEPT;
    Source source = chain.source();
    keep(
        new Outcome(
            base,
            policy,
            source,
            chain.text(),
            chain.name(),
            true,
            packet,
            doubt.rule(),
            doubt.chance()));
  }

  private void keep(Outcome outcome) {
    if (outcomes.size() == 1 && kept.isEmpty()) {
      kept.add(outcomes.get(0).key());
    }
    if (outcomes.isEmpty() || kept.add(outcome.key())) {
      outcomes.add(outcome);
    }
  }
}
