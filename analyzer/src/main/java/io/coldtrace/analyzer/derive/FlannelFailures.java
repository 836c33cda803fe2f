package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.FlannelConfig;
import io.coldtrace.facts.derived.FlannelFailure;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.facts.kernel.ContainerState;
import io.coldtrace.facts.kernel.HostProcess;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.facts.kubernetes.KubeContainer;
import io.coldtrace.facts.kubernetes.KubeEvent;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.network.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What keeps flannel's daemon from its work, by its pods, its logs and what it should have left.
 */
final class FlannelFailures {
  private static final String SUBNET_ENV = "/run/flannel/subnet.env: no such file";

  private final NodeFacts facts;
  private final Places places;
  private final OverlayClaims claims;
  private final List<KubePod> pods;
  private final boolean used;
  private final List<FlannelFailure> failures = new ArrayList<>();

  private FlannelFailures(
      Collection<? extends Fact> captured, Places places, OverlayClaims claims) {
    this.facts =
        new NodeFacts(
            captured,
            Set.of(
                CapturedFile.class,
                ContainerState.class,
                HostProcess.class,
                HostSetting.class,
                IptablesChain.class,
                KubeEvent.class,
                KubeNode.class,
                KubePod.class,
                Link.class,
                LogMessage.class,
                NftChain.class));
    this.places = places;
    this.claims = claims;
    this.pods = facts.all(KubePod.class).stream().filter(FlannelFailures::isFlannel).toList();
    this.used =
        !pods.isEmpty()
            || facts.all(Link.class).stream().anyMatch(link -> link.name().startsWith("flannel"))
            || facts.all(HostSetting.class).stream()
                .anyMatch(setting -> setting.key().equals("FLANNEL_SUBNET"));
  }

  static List<FlannelFailure> of(
      Collection<? extends Fact> captured,
      Places places,
      Collection<Probe> probes,
      Collection<Walk> walks,
      Collection<FlannelConfig> configs,
      Collection<OverlayFault> faults) {
    FlannelFailures found = new FlannelFailures(captured, places, new OverlayClaims(probes, walks));
    configs.forEach(found::config);
    found.pods.stream().filter(pod -> !pod.ready()).forEach(found::pod);
    if (found.pods.isEmpty()) {
      places.collected().forEach(found::container);
      found.processes();
    }
    found.logs();
    // host-gw refuses such a node; its log may not be there.
    faults.stream()
        .filter(fault -> fault.area().equals("behind-nat"))
        .filter(fault -> !found.isTold(fault.node(), "behind-nat"))
        .forEach(
            fault ->
                found.add("behind-nat", fault.node(), fault.actual(), "", List.of(fault.source())));
    if (found.used) {
      found.facts.all(KubeNode.class).forEach(found::podCidr);
      places.collected().forEach(found::subnetEnv);
      found.facts.all(KubeEvent.class).forEach(found::event);
    }
    return found.failures;
  }

  /** Of canal too, whose pods hold flannel beside another. */
  static boolean isFlannel(KubePod pod) {
    return pod.owner().startsWith("DaemonSet/")
        && (pod.owner().contains("flannel")
            || pod.containers().stream().anyMatch(each -> each.name().contains("flannel")));
  }

  private void config(FlannelConfig config) {
    String name = config.namespace() + "/" + config.configMap();
    if (!config.error().isEmpty()) {
      add("config-unreadable", "", config.error(), name, List.of(config.source()));
    }
    for (KubeNode node : FlannelConfigs.outside(config, facts.all(KubeNode.class))) {
      Source podCidr = node.lines().getOrDefault("podCIDR", node.source());
      String cidrs = node.podCidrs().get(0).toString();
      List<Source> signs = List.of(config.source(), podCidr);
      add("podcidr-outside", node.name(), config.network(), cidrs, signs);
    }
  }

  private void pod(KubePod pod) {
    Optional<KubeContainer> sick =
        pod.containers().stream().filter(container -> !container.ready()).findFirst();
    String reason = sick.map(KubeContainer::reason).filter(r -> !r.isEmpty()).orElse(pod.phase());
    Source line = sick.map(KubeContainer::source).orElse(pod.source());
    String name = pod.namespace() + "/" + pod.name();
    add("down", pod.nodeName(), reason, name, List.of(line, pod.source()));
  }

  /** As the container engine lists it, where nobody asked Kubernetes. */
  private void container(String node) {
    List<ContainerState> states =
        facts.on(node, ContainerState.class).stream()
            .filter(state -> state.name().matches("(kube-)?flannel(d|-ds)?"))
            .toList();
    if (!states.isEmpty() && states.stream().noneMatch(s -> s.state().matches("Running|Ready"))) {
      ContainerState last = states.get(0);
      add("down", node, last.state(), last.name(), List.of(last.source()));
    }
  }

  /** Nodes without the process that others have. */
  private void processes() {
    Set<String> having = new TreeSet<>();
    for (HostProcess process : facts.all(HostProcess.class)) {
      if (process.name().equals("flanneld")) {
        having.add(process.source().node());
      }
    }
    for (String node : places.collected()) {
      List<HostProcess> listing = facts.on(node, HostProcess.class);
      boolean told = failures.stream().anyMatch(f -> f.node().equals(node));
      if (!having.isEmpty() && !having.contains(node) && listing.size() > 5 && !told) {
        add("down", node, "", "flanneld", List.of(listing.get(0).source()));
      }
    }
  }

  /** The last message of each kind, where flannel did not get over it. */
  private void logs() {
    Map<String, LogMessage> last = new TreeMap<>();
    for (LogMessage message : facts.all(LogMessage.class)) {
      kind(message)
          .filter(kind -> !isPast(message, kind))
          .ifPresent(kind -> last.put(message.source().node() + " " + kind, message));
    }
    last.forEach(
        (key, message) ->
            add(
                key.substring(key.indexOf(' ') + 1),
                message.source().node(),
                message.subject(),
                message.text(),
                List.of(message.source())));
  }

  /** What a message says of flannel; empty if nothing that keeps it from working. */
  static Optional<String> kind(LogMessage message) {
    boolean own = message.source().file().contains("flannel");
    return switch (message.id()) {
      case "flannel-no-podcidr",
          "flannel-podcidr-outside",
          "flannel-no-interface",
          "flannel-config-unreadable",
          "flannel-iptables-failed",
          "flannel-address-in-use",
          "flannel-not-supported",
          "flannel-behind-nat" ->
          Optional.of(message.id().substring("flannel-".length()));
      case "flannel-api-failed" -> Optional.of(ofTheApi(message.text()));
      case "api-unreachable", "api-forbidden", "certificate-invalid" ->
          own ? Optional.of(ofTheApi(message.text())) : Optional.empty();
      case "subnet-env-missing" -> Optional.of("subnet-env-missing");
      default -> Optional.empty();
    };
  }

  private static String ofTheApi(String text) {
    if (text.matches("(?is).*(is forbidden|does not allow access|unauthorized).*")) {
      return "forbidden";
    }
    return text.matches(
            "(?is).*(dial tcp|timeout|timed out|deadline exceeded|refused|no route|unreachable|x509).*")
        ? "api-unreachable"
        : "api-failed";
  }

  private boolean isPast(LogMessage message, String kind) {
    String node = message.source().node();
    if (kind.equals("subnet-env-missing")) {
      return hasSubnetEnv(node);
    }
    if (kind.equals("iptables-failed")) {
      return hasChains(node);
    }
    List<KubePod> own = pods.stream().filter(pod -> pod.nodeName().equals(node)).toList();
    if (!own.isEmpty()) {
      return own.stream().allMatch(KubePod::ready);
    }
    return facts.on(node, LogMessage.class).stream()
        .filter(later -> later.source().file().equals(message.source().file()))
        .filter(later -> later.source().line() > message.source().line())
        .anyMatch(later -> later.id().equals("flannel-lease"));
  }

  private boolean hasChains(String node) {
    return facts.on(node, IptablesChain.class).stream()
            .anyMatch(chain -> chain.name().startsWith("FLANNEL-"))
        || facts.on(node, NftChain.class).stream()
            .anyMatch(chain -> chain.table().startsWith("flannel-"));
  }

  private void podCidr(KubeNode node) {
    // A node that flannel is not meant to run on (a virtual one) needs none.
    boolean expected =
        pods.isEmpty() || pods.stream().anyMatch(pod -> pod.nodeName().equals(node.name()));
    if (node.podCidrs().isEmpty() && expected) {
      add("no-podcidr", node.name(), node.name(), "", List.of(node.source()));
    }
  }

  private boolean hasSubnetEnv(String node) {
    return facts.on(node, HostSetting.class).stream()
        .anyMatch(setting -> setting.key().equals("FLANNEL_SUBNET"));
  }

  /** The collector looked for the file of a node that flannel should have written it on. */
  private void subnetEnv(String node) {
    boolean expected = pods.isEmpty() || pods.stream().anyMatch(pod -> pod.nodeName().equals(node));
    for (CapturedFile file : facts.on(node, CapturedFile.class)) {
      if (expected
          && file.kind().equals("flannel-subnet-env")
          && file.state().equals("missing")
          && !hasSubnetEnv(node)) {
        add("subnet-env-missing", node, "/run/flannel/subnet.env", "", List.of(file.source()));
        return;
      }
    }
  }

  private void event(KubeEvent event) {
    if (event.message().contains(SUBNET_ENV)) {
      String pod = event.object().substring(event.object().indexOf('/') + 1);
      facts.all(KubePod.class).stream()
          .filter(each -> each.name().equals(pod) && each.namespace().equals(event.namespace()))
          .map(KubePod::nodeName)
          .filter(node -> !hasSubnetEnv(node) && !isTold(node, "subnet-env-missing"))
          .findFirst()
          .ifPresent(
              node ->
                  add("subnet-env-missing", node, pod, event.message(), List.of(event.source())));
    }
  }

  private boolean isTold(String node, String kind) {
    return failures.stream().anyMatch(f -> f.node().equals(node) && f.kind().equals(kind));
  }

  private void add(String kind, String node, String subject, String text, List<Source> signs) {
    OverlayClaims.Claim claim =
        kind.equals("iptables-failed")
            ? claims.ofPodsOn(node, Set.of("policy"))
            : claims.between(node, List.of(), FlannelFaults.UNKNOWN_PEER);
    // A probe that the model delivers may fail by whatever else.
    List<String> probes = claim.probes().stream().filter(claim.flows()::contains).toList();
    failures.add(
        new FlannelFailure(signs.get(0), node, kind, subject, text, signs, claim.flows(), probes));
  }
}
