package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One packet's way through one base chain. A rule that may match is followed both ways: what it
 * would decide is kept as a possible ending, and the packet goes on, from there on only maybe.
 */
final class ChainRun {
  /** Ends a loop in a damaged listing; the kernel refuses one. */
  private static final int MAX_DEPTH = 64;

  /**
   * A way in which the chain may end.
   *
   * @param action what ended it
   * @param chain the chain that the deciding line stands in
   * @param policy whether it was the base chain's policy
   */
  record Ending(Action action, Source source, String text, String chain, boolean policy) {}

  private final BaseChain base;
  private final LocalAddresses host;
  private final Dice dice;
  private final List<Ending> endings = new ArrayList<>();
  private PacketHeader packet;
  private Optional<Rule> doubtful = Optional.empty();

  private ChainRun(BaseChain base, PacketHeader packet, LocalAddresses host, Dice dice) {
    this.base = base;
    this.packet = packet;
    this.host = host;
    this.dice = dice;
  }

  /** Sends a packet through a base chain. */
  static ChainRun of(BaseChain base, PacketHeader packet, LocalAddresses host, Dice dice) {
    ChainRun run = new ChainRun(base, packet, host, dice);
    if (run.walk(base.chain(), Truth.YES, 0) != Truth.NO) {
      run.endByPolicy();
    }
    return run;
  }

  /** The packet with the marks that it got on its way. */
  PacketHeader packet() {
    return packet;
  }

  /** Every way in which the chain may end, in the order of the rules; never empty. */
  List<Ending> endings() {
    return endings;
  }

  /** The first rule that decides something and of which it is not known whether it matches. */
  Optional<Rule> doubtful() {
    return doubtful;
  }

  /**
   * Walks a chain that the packet reaches for certain or maybe; returns whether it comes out at the
   * end, to the caller.
   */
  private Truth walk(Chain chain, Truth entered, int depth) {
    Truth reach = entered;
    Truth out = Truth.NO;
    int end = chain.rules().size();
    for (int i = chain.next(0, packet); i < end; i = chain.next(i + 1, packet)) {
      Rule rule = chain.rules().get(i);
      Truth matches = rule.matches(packet, host);
      if (matches != Truth.NO && rule.byChance()) {
        matches = matches.and(dice.roll());
      }
      if (matches == Truth.NO) {
        continue;
      }
      Truth hit = matches.and(reach);
      Truth passes = matches == Truth.YES ? Truth.NO : reach.and(Truth.MAYBE);
      int before = endings.size();
      switch (rule.action().kind()) {
        case CONTINUE -> passes = reach;
        case SET_MARK, OR_MARK, XOR_MARK -> {
          packet = marked(rule.action(), hit);
          passes = reach;
        }
        case RETURN -> out = out.or(hit);
        case JUMP -> {
          Truth back = jump(rule.action().argument(), hit, depth);
          passes = endings.size() == before ? reach : passes.or(back);
        }
        case GOTO -> {
          Truth back = jump(rule.action().argument(), hit, depth);
          if (back != Truth.NO && depth == 0) {
            endByPolicy();
          }
          out = out.or(depth == 0 ? Truth.NO : back);
        }
        case UNKNOWN -> {
          end(rule, chain);
          passes = reach.and(Truth.MAYBE);
        }
        default -> end(rule, chain);
      }
      if (endings.size() > before && doubtful.isEmpty() && isDoubtful(rule, matches)) {
        doubtful = Optional.of(rule);
      }
      reach = passes;
      if (reach == Truth.NO) {
        break;
      }
    }
    return out.or(reach);
  }

  private static boolean isDoubtful(Rule rule, Truth matches) {
    return matches == Truth.MAYBE || rule.action().kind() == Action.Kind.UNKNOWN;
  }

  private Truth jump(String name, Truth hit, int depth) {
    Chain target = base.chains().get(name);
    return target == null || depth >= MAX_DEPTH ? hit : walk(target, hit, depth + 1);
  }

  private void end(Rule rule, Chain chain) {
    endings.add(new Ending(rule.action(), rule.source(), rule.text(), chain.name(), false));
  }

  private void endByPolicy() {
    Chain chain = base.chain();
    Action policy = chain.dropsByPolicy() ? Action.DROP : Action.ACCEPT;
    endings.add(new Ending(policy, chain.source(), chain.text(), chain.name(), true));
  }

  /** A mark that is set for certain, or one more doubt where it only may be. */
  private PacketHeader marked(Action action, Truth hit) {
    long value = newMark(action, packet.mark());
    long doubt = packet.doubtfulMark();
    return packet.marked(
        value, hit == Truth.YES ? doubt & ~settled(action) : doubt | (value ^ packet.mark()));
  }

  /** The bits that have a known value afterwards, whatever they had before. */
  private static long settled(Action action) {
    String[] parts = action.argument().split("/", 2);
    return switch (action.kind()) {
      case OR_MARK -> Long.decode(parts[0]);
      case XOR_MARK -> 0;
      default -> parts.length > 1 ? Long.decode(parts[1]) : 0xFFFF_FFFFL;
    };
  }

  private static long newMark(Action action, long mark) {
    String[] parts = action.argument().split("/", 2);
    long value = Long.decode(parts[0]);
    long mask = parts.length > 1 ? Long.decode(parts[1]) : 0xFFFF_FFFFL;
    return switch (action.kind()) {
      case OR_MARK -> mark | value;
      case XOR_MARK -> mark ^ value;
      // xt_mark(8): --set-xmark zeroes the bits of the mask and XORs the value.
      default -> (mark & ~mask) ^ value;
    };
  }
}
