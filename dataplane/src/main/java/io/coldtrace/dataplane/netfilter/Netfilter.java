package io.coldtrace.dataplane.netfilter;

import io.coldtrace.dataplane.netfilter.ChainRun.Ending;
import io.coldtrace.dataplane.netfilter.Decision.Verdict;
import io.coldtrace.facts.Ip;
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

  /**
   * Where a destination NAT sends a new flow.
   *
   * @param destination the new address
   * @param port the new port; -1 if it stays
   */
  public record Translation(Ip destination, int port) {}

  /**
   * Sends a packet through all filtering chains of a hook, in the order of their priorities: a drop
   * anywhere drops, whatever another chain accepted.
   */
  public Passage pass(Hook hook, PacketHeader packet) {
    PacketHeader current = packet;
    Decision doubt = null;
    for (BaseChain base : chains) {
      if (base.hook() != hook || base.nat()) {
        continue;
      }
      ChainRun run = ChainRun.of(base, current, host);
      current = run.packet();
      Decision decision = decide(base, run);
      if (decision.verdict() == Verdict.DROPPED || decision.verdict() == Verdict.REJECTED) {
        return new Passage(decision, current);
      }
      if (decision.verdict() == Verdict.UNKNOWN && doubt == null) {
        doubt = decision;
      }
    }
    return new Passage(doubt == null ? Decision.accepted() : doubt, current);
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
      return verdict == Verdict.ACCEPTED
          ? Decision.accepted()
          : decision(
              base,
              verdict,
              ending.policy() ? "policy" : "rule",
              ending.source(),
              ending.chain(),
              ending.text());
    }
    Rule rule = run.doubtful().orElseThrow();
    return decision(
        base, Verdict.UNKNOWN, "not-understood", rule.source(), base.chain().name(), rule.text());
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
   * Where the first packet of a flow may be sent by destination NAT at {@code PREROUTING} or {@code
   * OUTPUT}: one translation an endpoint where the rules choose at random, none if its destination
   * stays. The packet that comes back has the marks of the NAT chains.
   */
  public List<Translation> translations(Hook hook, PacketHeader packet) {
    for (BaseChain base : chains) {
      if (base.hook() != hook || !base.nat()) {
        continue;
      }
      List<Translation> found = new ArrayList<>();
      for (Ending ending : ChainRun.of(base, packet, host).endings()) {
        if (ending.action().kind() == Action.Kind.DESTINATION_NAT) {
          address(ending.action().argument())
              .ifPresent(ip -> found.add(new Translation(ip, port(ending.action().argument()))));
        }
      }
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /**
   * The packet with the marks that the NAT chains of a hook gave it; kube-proxy marks there what it
   * masquerades.
   */
  public PacketHeader marksOfNat(Hook hook, PacketHeader packet) {
    PacketHeader current = packet;
    for (BaseChain base : chains) {
      if (base.hook() == hook && base.nat()) {
        current = ChainRun.of(base, current, host).packet();
      }
    }
    return current;
  }

  /**
   * Whether the first packet of a flow that leaves here gets the address of the interface that it
   * leaves by.
   */
  public boolean masquerades(PacketHeader packet) {
    for (BaseChain base : chains) {
      if (base.hook() == Hook.POSTROUTING && base.nat()) {
        Action.Kind first = ChainRun.of(base, packet, host).endings().get(0).action().kind();
        if (first == Action.Kind.MASQUERADE) {
          return true;
        }
      }
    }
    return false;
  }

  /** The address of a NAT's argument: of {@code 10.244.1.5:53}; of a range its first. */
  private static Optional<Ip> address(String argument) {
    String first = argument.split("[-,]", 2)[0];
    int colon = first.indexOf(':');
    return Ip.parse(colon < 0 ? first : first.substring(0, colon));
  }

  private static int port(String argument) {
    int colon = argument.indexOf(':');
    String port = colon < 0 ? "" : argument.substring(colon + 1).split("-", 2)[0];
    return port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : -1;
  }
}
