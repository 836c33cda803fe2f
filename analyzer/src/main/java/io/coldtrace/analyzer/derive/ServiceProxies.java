package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.ServiceProxy;
import io.coldtrace.facts.kernel.HostProcess;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kubernetes.KubeContainer;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.IpvsService;
import io.coldtrace.facts.netfilter.NftChain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** kube-proxy on each node, by its process, its pod and what it has written into the kernel. */
final class ServiceProxies {
  /** Programs that hold kube-proxy in them, or do its work. */
  private static final Set<String> IN_ITS_PLACE =
      Set.of(
          "k3s",
          "k3s-server",
          "k3s-agent",
          "k0s",
          "kubelite",
          "cilium-agent",
          "kube-router",
          "hyperkube");

  private final String node;
  private final Places places;
  private final Map<String, ProxyRules> backends = new TreeMap<>();
  private final List<HostProcess> processes = new ArrayList<>();
  private final List<Probe> failed = new ArrayList<>();
  private Optional<KubePod> pod = Optional.empty();
  private Optional<HostProcess> kubelet = Optional.empty();
  private String podRange = "";
  private String otherMode = "";
  private boolean replaced;
  private boolean processesKnown;
  private double rulesRead;

  private ServiceProxies(String node, Places places) {
    this.node = node;
    this.places = places;
  }

  static List<ServiceProxy> of(Collection<? extends Fact> facts, Places places) {
    Map<String, ServiceProxies> byNode = new TreeMap<>();
    places.collected().forEach(node -> byNode.put(node, new ServiceProxies(node, places)));
    for (Fact fact : facts) {
      String node = fact instanceof KubePod pod ? pod.nodeName() : fact.source().node();
      Optional.ofNullable(byNode.get(node)).ifPresent(own -> own.read(fact));
    }
    for (KubePod pod : ListedPods.of(facts)) {
      Optional.ofNullable(byNode.get(pod.nodeName())).ifPresent(own -> own.read(pod));
    }
    boolean somewhere = byNode.values().stream().anyMatch(own -> !own.processes.isEmpty());
    StaleServices stale = StaleServices.of(facts);
    return byNode.values().stream().flatMap(own -> own.proxy(somewhere, stale).stream()).toList();
  }

  private void read(Fact fact) {
    if (fact instanceof IptablesRule rule) {
      if (rule.table().equals("nat") && rule.family().equals("ip")) {
        backends.computeIfAbsent(rule.backend(), b -> new ProxyRules()).read(rule);
      }
    } else if (fact instanceof HostProcess process) {
      read(process);
    } else if (fact instanceof KubePod own) {
      pod = isProxy(own) ? Optional.of(own) : pod;
    } else if (fact instanceof IpvsService) {
      otherMode = "ipvs";
    } else if (fact instanceof NftChain chain && chain.table().equals("kube-proxy")) {
      otherMode = "nftables";
    } else if (fact instanceof HostSetting setting && setting.key().equals("FLANNEL_SUBNET")) {
      podRange = setting.value();
    } else if (fact instanceof Probe probe && probe.failed()) {
      failed.add(probe);
    } else if (fact instanceof CapturedFile file && StaleServices.isRead(file, "iptables-save")) {
      rulesRead = Math.max(rulesRead, file.start());
    }
  }

  private void read(HostProcess process) {
    processesKnown = true;
    replaced |= IN_ITS_PLACE.contains(process.name());
    if (process.name().equals("kube-proxy")) {
      processes.add(process);
    } else if (process.name().equals("kubelet")) {
      kubelet = Optional.of(process);
    }
  }

  private static boolean isProxy(KubePod pod) {
    return pod.labels().getOrDefault("k8s-app", "").equals("kube-proxy")
        || pod.name().startsWith("kube-proxy-");
  }

  private Optional<ServiceProxy> proxy(boolean somewhere, StaleServices services) {
    Optional<ProxyRules> rules = backends.values().stream().filter(ProxyRules::stand).findFirst();
    String mode = otherMode.isEmpty() && rules.isPresent() ? "iptables" : otherMode;
    Optional<KubeContainer> sick =
        pod.flatMap(p -> p.containers().stream().filter(c -> !c.ready()).findFirst());
    String state = state(sick, !mode.isEmpty(), somewhere);
    Source source = source(state, sick, rules);
    if (source.equals(Source.NONE)) {
      return Optional.empty();
    }
    StaleServices.Found stale =
        rules.map(r -> services.on(node, r, rulesRead, failed)).orElse(StaleServices.Found.NONE);
    TreeSet<String> probes = new TreeSet<>(stale.probes());
    if (mode.isEmpty() && (state.equals("gone") || state.equals("failing"))) {
      failed.stream().filter(ServiceProxies::asksService).map(Probe::id).forEach(probes::add);
    }
    Optional<ProxyRules> unmasked = rules.filter(r -> !r.masquerade());
    return Optional.of(
        new ServiceProxy(
            source,
            node,
            mode,
            state,
            sick.map(KubeContainer::reason).orElse(""),
            pod.map(p -> p.namespace() + "/" + p.name()).orElse(""),
            rules.map(ProxyRules::localRange).orElse(""),
            rules.flatMap(ProxyRules::local).map(IptablesRule::source).orElse(Source.NONE),
            podRange.isEmpty() ? places.podCidr(node).map(Cidr::toString).orElse("") : podRange,
            unmasked.map(ProxyRules::first).orElse(Source.NONE),
            unmasked.map(ProxyRules::masqueradeRepairs).orElse(List.of()),
            stale.services(),
            stale.missing(),
            stale.signs(),
            List.copyOf(probes)));
  }

  static boolean asksService(Probe probe) {
    return probe.question().endsWith("-service");
  }

  /** Without its pod's object, a node lacks it that runs a kubelet, has no rules, and is alone. */
  private String state(Optional<KubeContainer> sick, boolean rules, boolean somewhere) {
    if (replaced) {
      return "unknown";
    }
    if (sick.isPresent() && !sick.get().reason().isEmpty()) {
      return "failing";
    }
    if (!processes.isEmpty()) {
      return "running";
    }
    boolean due = pod.isPresent() || (kubelet.isPresent() && somewhere && !rules);
    return processesKnown && due ? "gone" : "unknown";
  }

  private Source source(String state, Optional<KubeContainer> sick, Optional<ProxyRules> rules) {
    Optional<Source> process = processes.stream().map(HostProcess::source).findFirst();
    return switch (state) {
      case "failing" -> sick.map(KubeContainer::source).orElse(Source.NONE);
      case "gone" ->
          pod.map(KubePod::source).or(() -> kubelet.map(HostProcess::source)).orElse(Source.NONE);
      default -> process.or(() -> rules.map(ProxyRules::first)).orElse(Source.NONE);
    };
  }
}
