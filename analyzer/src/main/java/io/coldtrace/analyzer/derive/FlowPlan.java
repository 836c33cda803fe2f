package io.coldtrace.analyzer.derive;

import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.network.Neighbor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The flows that are walked: every probe, and from a pod of each node to a pod of each other. */
final class FlowPlan {
  private static final Pattern PING_SIZE =
      Pattern.compile("^(?:nsenter .* )?ping .*-s ([0-9]{1,5})\\b");

  private FlowPlan() {}

  static List<Flow> of(Collection<? extends Fact> facts, Places places) {
    List<Flow> flows = new ArrayList<>();
    Map<String, Ip> podOf = new TreeMap<>();
    Map<String, Flow> probed = probes(facts);
    for (Probe probe : Facts.only(facts, Probe.class)) {
      Flow flow = probed.get(probe.id());
      if (flow == null) {
        continue;
      }
      if (!probe.result().equals("silent")) {
        flows.add(flow);
      }
      boolean pod = probe.kind().equals("ping-pod") || probe.kind().equals("dns-pod");
      if (pod && places.collected().contains(probe.targetNode())) {
        podOf.putIfAbsent(probe.targetNode(), flow.destination());
      }
    }
    pods(facts, places).forEach(podOf::putIfAbsent);
    podOf.forEach(
        (from, sender) ->
            podOf.forEach(
                (to, receiver) -> {
                  if (!from.equals(to)) {
                    String id = "pod on " + from + " to pod on " + to;
                    flows.add(
                        new Flow(id, false, from, Optional.of(sender), to, receiver, "tcp", 80));
                  }
                }));
    return flows;
  }

  /** A pod of each node that was captured: of the API, else a neighbor on the pods' bridge. */
  private static Map<String, Ip> pods(Collection<? extends Fact> facts, Places places) {
    Map<String, Ip> pods = new TreeMap<>();
    List<KubePod> all = new ArrayList<>(Facts.only(facts, KubePod.class));
    all.addAll(ListedPods.of(facts));
    for (KubePod pod : all) {
      if (pod.ready() && !pod.hostNetwork() && places.collected().contains(pod.nodeName())) {
        Ip.parse(pod.ip()).ifPresent(address -> pods.putIfAbsent(pod.nodeName(), address));
      }
    }
    for (Neighbor neighbor : Facts.only(facts, Neighbor.class)) {
      String node = neighbor.source().node();
      if (neighbor.device().equals("cni0")
          && !neighbor.mac().isEmpty()
          && neighbor.address().version() == 4
          && places.collected().contains(node)) {
        pods.putIfAbsent(node, neighbor.address());
      }
    }
    return pods;
  }

  /** The flow of each probe that has an IPv4 address and a known sender, by its id. */
  static Map<String, Flow> probes(Collection<? extends Fact> facts) {
    Map<String, Ip> entered = entered(facts);
    Map<String, String> commands = new HashMap<>();
    for (CapturedFile file : Facts.only(facts, CapturedFile.class)) {
      commands.put(file.source().node() + "/" + file.file(), file.argv());
    }
    Map<String, Flow> flows = new LinkedHashMap<>();
    for (Probe probe : Facts.only(facts, Probe.class)) {
      boolean placeless = probe.fromPod() && !entered.containsKey(probe.node());
      Optional<Ip> address = Ip.parse(probe.address()).filter(ip -> ip.version() == 4);
      if (address.isPresent() && !placeless) {
        String command = commands.getOrDefault(probe.node() + "/" + probe.file(), "");
        flows.putIfAbsent(probe.id(), flow(probe, address.get(), entered, command));
      }
    }
    return flows;
  }

  /** The pod of each node from which its collector probed. */
  private static Map<String, Ip> entered(Collection<? extends Fact> facts) {
    Map<String, Ip> pods = new TreeMap<>();
    for (CollectorRun run : Facts.only(facts, CollectorRun.class)) {
      Ip.parse(run.about().getOrDefault("pod-address", ""))
          .ifPresent(address -> pods.put(run.source().node(), address));
    }
    return pods;
  }

  private static Flow flow(Probe probe, Ip address, Map<String, Ip> entered, String command) {
    int slash = probe.port().indexOf('/');
    boolean port = slash > 0 && probe.port().substring(0, slash).matches("[0-9]{1,5}");
    return new Flow(
        probe.id(),
        true,
        probe.node(),
        probe.fromPod() ? Optional.of(entered.get(probe.node())) : Optional.empty(),
        probe.targetNode(),
        address,
        port ? probe.port().substring(slash + 1) : "icmp",
        port ? Integer.parseInt(probe.port().substring(0, slash)) : -1,
        size(command),
        command.contains(" -M do ") || command.contains(" -M want "),
        command.contains(" -M want "),
        probe.question().equals("udp-neighbor"));
  }

  /** Bytes of payload: of ping's {@code -s 1422}, else few. */
  private static int size(String command) {
    Matcher matcher = PING_SIZE.matcher(command);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : Flow.SMALL;
  }
}
