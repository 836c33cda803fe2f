package io.coldtrace.dataplane.netfilter;

import io.coldtrace.dataplane.netfilter.Decision.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All of a host's netfilter chains, of every backend, hook by hook. */
public final class Netfilter {
  /** Where conntrack stands among the priorities (include/uapi/linux/netfilter_ipv4.h). */
  private static final int TRACKING = -200;

  static final int DESTINATION_NAT = -100;
  static final int SOURCE_NAT = 100;

  private static final List<String> FAMILIES = List.of("ip", "ip6", "bridge", "netdev");

  /** Where a packet asks for its chains; every hook of every walk does. */
  private record Place(Hook hook, Stage stage, String family) {}

  private final List<BaseChain> chains;
  private final Map<Place, List<Gate>> gates = new HashMap<>();
  private final LocalAddresses host;

  Netfilter(List<BaseChain> chains, LocalAddresses host) {
    this.chains = chains.stream().sorted(Comparator.comparingInt(BaseChain::priority)).toList();
    this.host = host;
    for (BaseChain base : this.chains) {
      for (String family : FAMILIES) {
        if (base.sees(family)) {
          gates
              .computeIfAbsent(
                  new Place(base.hook(), stage(base), family), unused -> new ArrayList<>())
              .add(new Gate(base));
        }
      }
    }
  }

  /** What a packet meets at a hook, one after another. */
  public enum Stage {
    BEFORE_TRACKING,
    BEFORE_NAT,
    NAT,
    AFTER_NAT
  }

  /** A chain of a hook, ready for packets. */
  public final class Gate {
    private final BaseChain base;

    private Gate(BaseChain base) {
      this.base = base;
    }

    private boolean isOn(String device) {
      return base.device().isEmpty() || base.device().equals(device);
    }

    /** Every way in which the packet may come out; never empty. */
    public List<Outcome> outcomes(PacketHeader packet) {
      return ChainRun.outcomes(base, packet, host);
    }
  }

  /**
   * The chains of a hook at a stage, in the order of their priorities.
   *
   * @param family {@code ip}, {@code ip6}, {@code bridge} or {@code netdev}
   * @param device for {@code netdev}
   */
  public List<Gate> gates(Hook hook, Stage stage, String family, String device) {
    List<Gate> here = gates.getOrDefault(new Place(hook, stage, family), List.of());
    return here.stream().allMatch(gate -> gate.isOn(device))
        ? here
        : here.stream().filter(gate -> gate.isOn(device)).toList();
  }

  /** Whether any chain sees frames of bridges. */
  public boolean seesFrames() {
    return chains.stream().anyMatch(base -> base.family().equals("bridge"));
  }

  private static Stage stage(BaseChain base) {
    if (base.nat()) {
      return Stage.NAT;
    }
    boolean tracks = base.hook() == Hook.PREROUTING || base.hook() == Hook.OUTPUT;
    if (tracks && base.priority() <= TRACKING) {
      return Stage.BEFORE_TRACKING;
    }
    int nat = base.hook().changesDestination() ? DESTINATION_NAT : SOURCE_NAT;
    return base.priority() <= nat ? Stage.BEFORE_NAT : Stage.AFTER_NAT;
  }

  /**
   * What came of a packet at a hook.
   *
   * @param packet with what the chains changed
   */
  public record Passage(Decision decision, PacketHeader packet) {}

  /**
   * Sends a packet through all filtering chains of a hook: a drop anywhere drops, whatever another
   * chain accepted. Where chance or a rule that is not understood decides, the verdict is unknown.
   */
  public Passage pass(Hook hook, PacketHeader packet) {
    String family = packet.source().version() == 6 ? "ip6" : "ip";
    PacketHeader current = packet;
    Decision doubt = null;
    for (Stage stage : Stage.values()) {
      if (stage == Stage.NAT) {
        continue;
      }
      for (Gate gate : gates(hook, stage, family, "")) {
        List<Outcome> outcomes = gate.outcomes(current);
        Decision decision = decide(outcomes);
        if (decision.verdict() == Verdict.DROPPED || decision.verdict() == Verdict.REJECTED) {
          return new Passage(decision, current);
        }
        if (decision.verdict() == Verdict.UNKNOWN && doubt == null) {
          doubt = decision;
        }
        current = outcomes.get(0).packet();
      }
    }
    return new Passage(doubt == null ? Decision.accepted() : doubt, current);
  }

  private static Decision decide(List<Outcome> outcomes) {
    if (outcomes.stream().noneMatch(Outcome::lost)) {
      return Decision.accepted();
    }
    if (outcomes.stream().allMatch(Outcome::lost)) {
      return outcomes.get(0).decision();
    }
    Optional<Decision> doubt = Optional.empty();
    for (Outcome outcome : outcomes) {
      doubt =
          doubt.isPresent() && !outcome.lost()
              ? doubt
              : outcome.doubtful().or(() -> Optional.of(outcome.decision()));
    }
    return doubt.orElseThrow();
  }
}
