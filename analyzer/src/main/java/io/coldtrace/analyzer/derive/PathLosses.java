package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.AgentSighting;
import io.coldtrace.facts.derived.DnsPod;
import io.coldtrace.facts.derived.EchoLoss;
import io.coldtrace.facts.derived.FullSizeLoss;
import io.coldtrace.facts.derived.SplitPaths;
import io.coldtrace.facts.derived.UnderlayBlock;
import io.coldtrace.facts.derived.UnreachableNode;
import io.coldtrace.facts.derived.VxlanDelivery;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.facts.kernel.Sysctl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is lost between nodes and in no place that the model knows, by elimination: each kind of
 * loss is sought among the failed probes that those before it leave.
 */
final class PathLosses {
  private static final String ECHO_IGNORED = "net.ipv4.icmp_echo_ignore_all";

  private final Collection<? extends Fact> facts;
  private final Places places;
  private final Collection<Probe> probes;
  private final Set<String> explained;
  private final List<Fact> found = new ArrayList<>();

  /**
   * @param onNodes failed probes that something on a node accounts for
   */
  PathLosses(
      Collection<? extends Fact> facts,
      Places places,
      Collection<Probe> probes,
      Set<String> onNodes) {
    this.facts = facts;
    this.places = places;
    this.probes = probes;
    explained = new TreeSet<>(onNodes);
  }

  List<Fact> of(
      Collection<Walk> walks,
      Collection<VxlanDelivery> deliveries,
      Collection<DnsPod> dnsPods,
      Collection<AgentSighting> agents) {
    ofNodes();
    ofUnderlay(walks, deliveries);
    dnsPods.forEach(pod -> explained.addAll(pod.probes()));
    ofSizesAndProtocols();
    found.addAll(UnexplainedLosses.of(probes, explained, deliveries, agents));
    return found;
  }

  private void ofNodes() {
    List<UnreachableNode> unreachable = UnreachableNodes.of(facts, probes, explained);
    unreachable.forEach(node -> explained.addAll(node.probes()));
    found.addAll(unreachable);
    Optional<EchoLoss> echoes = EchoLosses.of(probes, explained, knownToAnswer());
    echoes.ifPresent(loss -> explained.addAll(loss.probes()));
    echoes.ifPresent(found::add);
  }

  /** Of a node whose parameters are not known nobody knows that it answers pings. */
  private Set<String> knownToAnswer() {
    return facts.stream()
        .filter(fact -> fact instanceof Sysctl sysctl && sysctl.key().equals(ECHO_IGNORED))
        .map(fact -> fact.source().node())
        .collect(Collectors.toSet());
  }

  /** Groups of nodes may be hit by the same block: both are told of the same probes. */
  private void ofUnderlay(Collection<Walk> walks, Collection<VxlanDelivery> deliveries) {
    Optional<SplitPaths> split = PathGroups.of(probes, explained);
    Optional<UnderlayBlock> underlay =
        UnderlayBlocks.of(deliveries, probes, walks, explained, places.collected());
    split.ifPresent(paths -> explained.addAll(paths.probes()));
    underlay.ifPresent(block -> explained.addAll(block.probes()));
    split.ifPresent(found::add);
    underlay.ifPresent(found::add);
  }

  private void ofSizesAndProtocols() {
    List<Probe> ofPods = OverlayMtus.lostByPods(facts, places.collected(), probes, explained);
    ofPods.forEach(probe -> explained.add(probe.id()));
    Optional<FullSizeLoss> fullSize = FullSizeLosses.of(facts, probes, explained);
    fullSize.ifPresent(loss -> explained.addAll(loss.probes()));
    fullSize.ifPresent(found::add);
    found.addAll(OverlayMtus.of(facts, places.collected(), probes, fullSize, ofPods));
    found.addAll(TransportLosses.of(probes, explained));
  }
}
