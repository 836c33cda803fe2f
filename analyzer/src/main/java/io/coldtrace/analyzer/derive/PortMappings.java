package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.HostPort;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.RuleOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Ports of nodes that lead to pods, as portmap writes them.
 *
 * <pre>
 * -A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat name: ..." -m multiport --dports 8080 -j CNI-DN-d8c4
 * -A CNI-DN-d8c4 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.244.1.5:80
 * </pre>
 */
final class PortMappings {
  private static final String ENTRY = "CNI-HOSTPORT-DNAT";
  private static final String OF_POD = "CNI-DN-";

  private final String node;
  private final Map<String, List<IptablesRule>> chains = new LinkedHashMap<>();
  private final Map<String, KubePod> podsByAddress = new TreeMap<>();
  private final Map<String, List<KubePod>> wanted = new TreeMap<>();
  private boolean podsKnown;
  private boolean writesIptables;

  private PortMappings(String node) {
    this.node = node;
  }

  static List<HostPort> of(Collection<? extends Fact> facts, Set<String> nodes) {
    Map<String, PortMappings> byNode = new TreeMap<>();
    nodes.forEach(node -> byNode.put(node, new PortMappings(node)));
    boolean podsKnown = false;
    for (Fact fact : facts) {
      if (fact instanceof KubePod pod) {
        podsKnown = true;
        Optional.ofNullable(byNode.get(pod.nodeName())).ifPresent(own -> own.pod(pod));
      } else {
        Optional.ofNullable(byNode.get(fact.source().node())).ifPresent(own -> own.read(fact));
      }
    }
    List<HostPort> ports = new ArrayList<>();
    for (PortMappings own : byNode.values()) {
      own.podsKnown = podsKnown;
      ports.addAll(own.ports());
    }
    return ports;
  }

  private void pod(KubePod pod) {
    if (!pod.hostNetwork() && !pod.ip().isEmpty() && pod.phase().equals("Running")) {
      podsByAddress.put(pod.ip(), pod);
      pod.containers().stream()
          .flatMap(container -> container.hostPorts().stream())
          .forEach(port -> wanted.computeIfAbsent(port, p -> new ArrayList<>()).add(pod));
    }
  }

  private void read(Fact fact) {
    if (fact instanceof IptablesRule rule && rule.chain().startsWith("CNI-")) {
      if (rule.table().equals("nat") && rule.family().equals("ip")) {
        chains.computeIfAbsent(rule.chain(), chain -> new ArrayList<>()).add(rule);
      }
    } else if (fact instanceof HostSetting setting && setting.key().startsWith("plugins[")) {
      writesIptables |= setting.key().endsWith("].type") && setting.value().equals("portmap");
    } else if (fact instanceof NftChain chain && chain.table().equals("cni_hostport")) {
      // portmap's other backend; what it wrote is not looked into.
      wanted.clear();
      podsKnown = false;
    }
  }

  private List<HostPort> ports() {
    Map<String, List<IptablesRule>> byPort = new TreeMap<>();
    for (IptablesRule entry : chains.getOrDefault(ENTRY, List.of())) {
      for (IptablesRule rule : chains.getOrDefault(entry.target(), List.of())) {
        if (rule.target().equals("DNAT") && rule.chain().startsWith(OF_POD)) {
          byPort.computeIfAbsent(key(rule), port -> new ArrayList<>()).add(rule);
        }
      }
    }
    List<HostPort> ports = new ArrayList<>();
    byPort.forEach((key, rules) -> ports.add(port(key.split(" ", 2)[0], rules)));
    if (writesIptables) {
      wanted.forEach(
          (port, pods) -> {
            if (ports.stream().noneMatch(found -> found.port().equals(port))) {
              ports.add(lost(port, pods));
            }
          });
    }
    return ports;
  }

  /** Rules of one port may each be for another address of the node. */
  private static String key(IptablesRule rule) {
    return option(rule.matches(), "--dport")
        + "/"
        + option(rule.matches(), "-p")
        + " "
        + option(rule.matches(), "-d");
  }

  private static String option(List<RuleOption> options, String name) {
    return options.stream()
        .filter(option -> option.name().equals(name))
        .map(RuleOption::argument)
        .findFirst()
        .orElse("");
  }

  private HostPort port(String port, List<IptablesRule> rules) {
    List<String> targets = new ArrayList<>();
    Set<String> stale = new TreeSet<>();
    List<String> removals = new ArrayList<>();
    for (IptablesRule rule : rules) {
      String target = option(rule.targetOptions(), "--to-destination");
      targets.add(target);
      String address = target.contains(":") ? target.substring(0, target.lastIndexOf(':')) : target;
      if (podsKnown && !podsByAddress.containsKey(address)) {
        stale.add(target);
        chains.get(ENTRY).stream()
            .filter(entry -> entry.target().equals(rule.chain()))
            .map(RuleOwners::removal)
            .forEach(removals::add);
      }
    }
    return new HostPort(
        rules.get(0).source(),
        node,
        port,
        targets,
        List.copyOf(stale),
        names(wanted.getOrDefault(port, List.of())),
        removals,
        rules.stream().map(IptablesRule::source).toList());
  }

  private HostPort lost(String port, List<KubePod> pods) {
    List<Source> signs = pods.stream().map(KubePod::source).toList();
    return new HostPort(
        signs.get(0), node, port, List.of(), List.of(), names(pods), List.of(), signs);
  }

  private static List<String> names(List<KubePod> pods) {
    return pods.stream().map(pod -> pod.namespace() + "/" + pod.name()).sorted().toList();
  }
}
