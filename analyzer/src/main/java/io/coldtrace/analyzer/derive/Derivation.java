package io.coldtrace.analyzer.derive;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Loss;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.AgentSighting;
import io.coldtrace.facts.derived.DnsPod;
import io.coldtrace.facts.derived.FlannelConfig;
import io.coldtrace.facts.derived.HostFirewall;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.derived.PacketLoss;
import io.coldtrace.facts.derived.ProbePrediction;
import io.coldtrace.facts.derived.Redirection;
import io.coldtrace.facts.derived.ServiceProxy;
import io.coldtrace.facts.derived.VxlanDelivery;
import io.coldtrace.facts.derived.Walk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** From what the nodes said to what follows from it; the same facts give the same derived facts. */
public final class Derivation {
  private Derivation() {}

  /** The facts, probes joined over all nodes, and everything derived from them after them. */
  public static List<Fact> of(Collection<? extends Fact> captured) {
    Places places = Places.of(captured);
    List<Fact> facts = Probes.joined(captured, places);
    List<Probe> probes = Facts.only(facts, Probe.class);
    Map<String, Probe> byId =
        probes.stream().collect(Collectors.toMap(Probe::id, p -> p, (a, b) -> a));
    RuleOwners owners = new RuleOwners(facts);

    Map<Flow, Walker.Result> walked = walked(facts, places);
    List<Walker.Result> results = List.copyOf(walked.values());
    List<Walk> walks = results.stream().map(Walker.Result::walk).toList();
    List<Redirection> redirections = Redirections.of(results, byId, owners);
    List<OverlayFault> faults = new ArrayList<>(OverlayFaults.of(facts, places, probes, walks));
    // What goes astray is lost by a rule that is not to blame.
    Set<String> redirected = new TreeSet<>();
    redirections.forEach(redirection -> redirected.addAll(redirection.flows()));
    faults.stream()
        .filter(fault -> fault.area().equals("detour"))
        .forEach(fault -> redirected.addAll(fault.flows()));
    List<Walker.Result> straight =
        results.stream().filter(result -> !redirected.contains(result.walk().flow())).toList();
    PassCommands passing = new PassCommands(facts);
    List<PacketLoss> losses = Losses.of(straight, byId, owners, passing);
    List<HostFirewall> firewalls = HostFirewalls.of(facts, places.collected(), losses);
    List<AgentSighting> agents = AgentSightings.of(facts, places.collected());
    List<VxlanDelivery> deliveries = VxlanDeliveries.of(facts, places);
    List<DnsPod> dnsPods = DnsPods.of(facts);
    List<ServiceProxy> proxies = ServiceProxies.of(facts, places);
    List<FlannelConfig> configs = FlannelConfigs.of(facts);
    faults.addAll(FlannelFaults.of(facts, places, probes, walks, configs));
    faults.addAll(UnclaimedLosses.of(facts, walks, losses, faults));

    Set<String> explained = new TreeSet<>();
    redirections.forEach(redirection -> explained.addAll(redirection.probes()));
    // Who put a rule into a pod's namespace is not said by the rule, nor by a device that is too
    // small whether the device or the packet is to blame.
    losses.stream()
        .filter(loss -> !loss.reason().equals(Loss.POD_RULE))
        .filter(loss -> !loss.reason().equals(Loss.TOO_LARGE))
        .forEach(loss -> explained.addAll(loss.probes()));
    faults.forEach(fault -> explained.addAll(fault.probes()));
    proxies.forEach(proxy -> explained.addAll(proxy.probes()));
    List<Fact> paths =
        new PathLosses(facts, places, probes, explained).of(walks, deliveries, dnsPods, agents);

    List<Fact> all = new ArrayList<>(facts);
    all.addAll(SysctlOrigins.of(facts));
    all.addAll(SysctlOrigins.mends(facts));
    all.addAll(UnsoundSysctls.of(facts));
    all.addAll(KernelFlaws.of(facts));
    all.addAll(KnownMessages.of(facts));
    all.addAll(configs);
    all.addAll(OtherPodNetworks.of(facts, configs));
    all.addAll(FlannelFailures.of(facts, places, probes, walks, configs, faults));
    all.addAll(VxlanPortUsers.of(facts, places, configs));
    all.addAll(walks);
    all.addAll(losses);
    all.addAll(PathMtuBlackHoles.of(facts, results, passing));
    all.addAll(redirections);
    all.addAll(faults);
    all.addAll(firewalls);
    all.addAll(agents);
    all.addAll(deliveries);
    all.addAll(predictions(walked, Evidence.of(probes, deliveries, walked)));
    all.addAll(dnsPods);
    all.addAll(proxies);
    all.addAll(Complaints.of(facts));
    all.addAll(PortMappings.of(facts, places.collected()));
    all.addAll(ReversePathFaults.of(facts, places));
    all.addAll(SharedIdentities.of(facts, places));
    all.addAll(IptablesSplits.of(facts, losses));
    all.addAll(KubeChains.of(facts));
    all.addAll(ForeignChainLists.of(facts));
    all.addAll(HostPorts.of(facts));
    all.addAll(NicFaults.of(facts, places.collected()));
    all.addAll(CounterGrowths.of(facts));
    all.addAll(ClockFaults.of(facts, probes));
    LayerTwos.of(facts, places).ifPresent(all::add);
    all.addAll(paths);
    return all;
  }

  /** What becomes of every flow, as the model says from these facts alone. */
  public static Map<Flow, Walker.Result> walked(Collection<? extends Fact> captured) {
    Places places = Places.of(captured);
    return walked(Probes.joined(captured, places), places);
  }

  /** What becomes of one flow, with every step; empty if there is no such flow to walk. */
  public static Optional<Walker.Result> walk(Collection<? extends Fact> captured, String flow) {
    Places places = Places.of(captured);
    List<Fact> facts = Probes.joined(captured, places);
    return FlowPlan.of(facts, places).stream()
        .filter(each -> each.id().equals(flow))
        .findFirst()
        .flatMap(each -> new Walker(Cluster.ofFacts(facts)).walk(each));
  }

  private static Map<Flow, Walker.Result> walked(List<Fact> facts, Places places) {
    return new Walker(Cluster.ofFacts(facts)).walk(FlowPlan.of(facts, places));
  }

  private static List<ProbePrediction> predictions(
      Map<Flow, Walker.Result> walked, Evidence evidence) {
    List<ProbePrediction> predictions = new ArrayList<>();
    walked.forEach(
        (flow, result) -> {
          if (flow.probe()) {
            Walk walk = evidence.predict(flow, result).walk();
            predictions.add(new ProbePrediction(walk.source(), flow.id(), walk.verdict()));
          }
        });
    return predictions;
  }
}
